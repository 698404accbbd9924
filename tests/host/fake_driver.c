/* A driver of NVIDIA's cards that has no card: memory is the machine's own, and a function that is run writes the numbers that
   it was called with to the address that is the first of them.

   In the environment, FAKE_FAULT=NAME:CODE:CALLS:DEVICE lets a function of the driver give a code once it was called so often,
   on one device or (-1) on all; code -1 never comes back. With FAKE_IDLE functions that are run do nothing. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int count = FAKE_COUNT;
/* Of the thread, as the driver's context is. */
static __thread int at = -1;
static int calls;

static int fault(const char *name) {
  char wanted[64];
  int code, after, device;
  const char *text = getenv("FAKE_FAULT");
  if (text == NULL || sscanf(text, "%63[^:]:%d:%d:%d", wanted, &code, &after, &device) != 4) return 0;
  if (strcmp(wanted, name) != 0 || (device != -1 && device != at)) return 0;
  if (__sync_fetch_and_add(&calls, 1) < after) return 0;
  while (code == -1) sleep(1);
  return code;
}
/* What may go wrong, first of all. */
#define FAULT                       \
  do {                              \
    int code = fault(__func__);     \
    if (code != 0) return code;     \
  } while (0)

int cuInit(uint32_t flags) {
  FAULT;
  return flags == 0 ? FAKE_INIT : 1;
}
int cuDeviceGetCount(int32_t *into) {
  FAULT;
  *into = count;
  return 0;
}
int cuDeviceGet(int32_t *into, int32_t index) {
  at = index;
  FAULT;
  *into = 40 + index;
  return index < count ? 0 : 101;
}
int cuDeviceGetName(char *into, int32_t size, int32_t device) {
  FAULT;
  strncpy(into, device == 40 ? "Fake A" : "Fake B", size);
  return 0;
}
int cuDeviceGetAttribute(int32_t *into, int32_t what, int32_t device) {
  FAULT;
  (void)device;
  *into = FAKE_MAJOR;
  return what == 75 ? 0 : 1;
}
int cuDevicePrimaryCtxRetain(uint64_t *into, int32_t device) {
  FAULT;
  *into = 7000 + device;
  return 0;
}
int cuCtxSetCurrent(void *context) {
  FAULT;
  return (uint64_t)context >= 7040 ? 0 : 1;
}
int cuMemGetInfo_v2(uint64_t *free, uint64_t *total) {
  FAULT;
  *free = 1234567; *total = 7654321;
  return 0;
}
int cuModuleLoadData(uint64_t *into, const char *text) {
  FAULT;
  *into = 1;
  return strncmp(text, ".version", 8) == 0 ? 0 : 218;
}
int cuModuleUnload(void *module) {
  FAULT;
  return (uint64_t)module == 1 ? 0 : 400;
}
int cuModuleGetFunction(uint64_t *into, void *module, const char *name) {
  FAULT;
  (void)module;
  *into = strlen(name);
  return *into == 0 ? 500 : 0;
}
int cuMemAlloc_v2(uint64_t *into, uint64_t size) {
  FAULT;
  if (size > 1000000) return 2;
  *into = (uint64_t)calloc(1, size);
  return 0;
}
int cuMemFree_v2(uint64_t address) {
  FAULT;
  free((void *)address);
  return 0;
}
int cuMemcpyHtoD_v2(uint64_t to, const void *from, uint64_t size) {
  FAULT;
  memcpy((void *)to, from, size);
  return 0;
}
int cuMemcpyDtoH_v2(void *to, uint64_t from, uint64_t size) {
  FAULT;
  memcpy(to, (void *)from, size);
  return 0;
}
/* The length of a function's name says how many parameters it has. */
int cuLaunchKernel(void *called, uint32_t gridX, uint32_t gridY, uint32_t gridZ, uint32_t blockX, uint32_t blockY,
                   uint32_t blockZ, uint32_t shared, void *stream, void **list, void *extra) {
  FAULT;
  if (getenv("FAKE_IDLE") != NULL) return 0;
  uint64_t parameters = (uint64_t)called;
  double *into = (double *)*(uint64_t *)list[0];
  if (gridY != 1 || gridZ != 1 || blockY != 1 || blockZ != 1 || shared != 0 || stream != 0 || extra != 0) return 1;
  for (uint64_t index = 0; index < parameters; index++) into[index] = (double)*(uint64_t *)list[index];
  into[parameters] = gridX * blockX;
  return 0;
}
int cuCtxSynchronize(void) {
  FAULT;
  return 0;
}
