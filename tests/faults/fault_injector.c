// Lets file operations below one folder fail, or kills the process at one of them. Loaded with LD_PRELOAD.
// Why not strace: this costs nothing, so that a thousand faults take minutes. Why below one folder: Deno's own files
// are none of our concern. What must not change: operations are counted from 1 in the order in which they are asked
// for, and each is logged before it is done.
//
//   FAULT_FOLDER  the folder, as an absolute path without links
//   FAULT_LOG     a file for one line an operation: "12 write /path", and "12 write /path !" where it was hit
//   FAULT_AT      kill:N | kill-after:N | torn:N | stop:N | fail:N:ERRNO | fail-from:N:ERRNO
//   FAULT_LOCK    free (locks succeed and lock nothing) | ERRNO
//   FAULT_SYNC    ERRNO of every sync of a folder
//   FAULT_STREAM  FD:ERRNO:TIMES, for writes to standard output or error, where TIMES 0 means always
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { PATH_BYTES = 4096, LOG_FD = 700 };
static const char *folder, *lockMode;
static char faultKind[16];
static long faultAt;
static int faultErrno, folderSyncErrno, streamFd = -1, streamErrno, logFd = -1;
static atomic_long operationCount, streamCount, streamTimes;

__attribute__((constructor)) static void readEnvironment(void) {
  const char *at = getenv("FAULT_AT"), *sync = getenv("FAULT_SYNC"), *stream = getenv("FAULT_STREAM");
  const char *log = getenv("FAULT_LOG");
  folder = getenv("FAULT_FOLDER");
  lockMode = getenv("FAULT_LOCK");
  if (at) sscanf(at, "%15[^:]:%ld:%d", faultKind, &faultAt, &faultErrno);
  if (sync) folderSyncErrno = atoi(sync);
  if (stream) {
    long times = 0;
    sscanf(stream, "%d:%d:%ld", &streamFd, &streamErrno, &times);
    streamTimes = times;
  }
  if (!log) return;
  int fd = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  logFd = syscall(SYS_fcntl, fd, F_DUPFD_CLOEXEC, LOG_FD);
  syscall(SYS_close, fd);
}

/** The path of an open file, or false where it has none. */
static int pathOfFd(int fd, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  long size = syscall(SYS_readlinkat, AT_FDCWD, link, path, PATH_BYTES - 1);
  path[size > 0 ? size : 0] = 0;
  return path[0] == '/';
}

/** The absolute path of what a call names. */
static void pathOf(int dirFd, const char *name, char *path) {
  char start[PATH_BYTES] = "";
  if (name[0] == '/') {
    snprintf(path, PATH_BYTES, "%s", name);
    return;
  }
  if (dirFd == AT_FDCWD) syscall(SYS_getcwd, start, sizeof start);
  else pathOfFd(dirFd, start);
  snprintf(path, PATH_BYTES, "%.2000s%s%.2000s", start, name[0] ? "/" : "", name);
}

static int isBelowFolder(const char *path) {
  size_t length = folder ? strlen(folder) : 0;
  return length > 0 && strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == 0);
}

static void logOperation(long number, const char *kind, const char *path, int isHit) {
  char line[PATH_BYTES + 64];
  int size = snprintf(line, sizeof line, "%ld %s %s%s\n", number, kind, path, isHit ? " !" : "");
  if (logFd >= 0) syscall(SYS_write, logFd, line, size);
}

static void killSelf(void) {
  syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
  for (;;) pause();
}

/** What is to become of an operation. */
struct Fate { int errnoWanted, killsAfter, isTorn; };

static int isFault(const char *kind) { return strcmp(faultKind, kind) == 0; }

static struct Fate fateOf(const char *kind, const char *path) {
  struct Fate fate = {0, 0, 0};
  if (!isBelowFolder(path)) return fate;
  long number = atomic_fetch_add(&operationCount, 1) + 1;
  int isHit = faultAt > 0 && (number == faultAt || (number > faultAt && isFault("fail-from")));
  logOperation(number, kind, path, isHit);
  if (!isHit) return fate;
  if (isFault("kill")) killSelf();
  if (isFault("stop")) syscall(SYS_kill, syscall(SYS_getpid), SIGSTOP);
  fate.killsAfter = isFault("kill-after");
  fate.isTorn = isFault("torn");
  fate.errnoWanted = faultErrno;
  return fate;
}

static struct Fate fateAt(const char *kind, int dirFd, const char *name) {
  char path[PATH_BYTES];
  pathOf(dirFd, name ? name : "", path);
  return fateOf(kind, path);
}

static struct Fate fateOfFd(const char *kind, int fd) {
  char path[PATH_BYTES];
  int error = errno; // A read of `/proc` must not be seen by who looks at errno afterwards.
  int hasPath = pathOfFd(fd, path);
  errno = error;
  return hasPath ? fateOf(kind, path) : (struct Fate){0, 0, 0};
}

#define REAL(name) \
  static __typeof__(&name) real; \
  if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define DO(fateValue, failure, call) \
  struct Fate fate = fateValue; \
  if (fate.errnoWanted) return errno = fate.errnoWanted, failure; \
  __auto_type result = call; \
  if (fate.killsAfter || fate.isTorn) killSelf(); \
  return result

#define WRAP(type, failure, name, parameters, arguments, fateValue) \
  type name parameters { \
    REAL(name); \
    DO(fateValue, failure, real arguments); \
  }

// Files come into being and are opened.

static const char *openKind(int flags) { return flags & O_CREAT ? "create" : "open"; }

#define OPEN(name, parameters, dirFd, ...) \
  int name parameters { \
    REAL(name); \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
    va_end(rest); \
    DO(fateAt(openKind(flags), dirFd, path), -1, real(__VA_ARGS__, flags, mode)); \
  }
OPEN(open, (const char *path, int flags, ...), AT_FDCWD, path)
OPEN(open64, (const char *path, int flags, ...), AT_FDCWD, path)
OPEN(openat, (int fd, const char *path, int flags, ...), fd, fd, path)
OPEN(openat64, (int fd, const char *path, int flags, ...), fd, fd, path)
WRAP(DIR *, NULL, opendir, (const char *path), (path), fateAt("open", AT_FDCWD, path))
WRAP(struct dirent *, NULL, readdir, (DIR * d), (d), fateOfFd("list", dirfd(d)))
WRAP(struct dirent64 *, NULL, readdir64, (DIR * d), (d), fateOfFd("list", dirfd(d)))

// What is there is looked at.

WRAP(int, -1, stat, (const char *p, struct stat *s), (p, s), fateAt("stat", AT_FDCWD, p))
WRAP(int, -1, lstat, (const char *p, struct stat *s), (p, s), fateAt("stat", AT_FDCWD, p))
WRAP(int, -1, fstat, (int fd, struct stat *s), (fd, s), fateOfFd("stat", fd))
WRAP(int, -1, stat64, (const char *p, struct stat64 *s), (p, s), fateAt("stat", AT_FDCWD, p))
WRAP(int, -1, lstat64, (const char *p, struct stat64 *s), (p, s), fateAt("stat", AT_FDCWD, p))
WRAP(int, -1, fstat64, (int fd, struct stat64 *s), (fd, s), fateOfFd("stat", fd))
int __xstat64(int version, const char *path, struct stat64 *s);
int __lxstat64(int version, const char *path, struct stat64 *s);
int __fxstat64(int version, int fd, struct stat64 *s);
int __fxstatat64(int version, int fd, const char *path, struct stat64 *s, int flags);
WRAP(int, -1, __xstat64, (int v, const char *p, struct stat64 *s), (v, p, s), fateAt("stat", AT_FDCWD, p))
WRAP(int, -1, __lxstat64, (int v, const char *p, struct stat64 *s), (v, p, s), fateAt("stat", AT_FDCWD, p))
WRAP(int, -1, __fxstat64, (int v, int fd, struct stat64 *s), (v, fd, s), fateOfFd("stat", fd))
WRAP(int, -1, __fxstatat64, (int v, int fd, const char *p, struct stat64 *s, int f), (v, fd, p, s, f),
     fateAt("stat", fd, p))
WRAP(int, -1, statx, (int fd, const char *restrict p, int f, unsigned m, struct statx *restrict s),
     (fd, p, f, m, s), fateAt("stat", fd, p))
WRAP(int, -1, access, (const char *p, int m), (p, m), fateAt("stat", AT_FDCWD, p))
WRAP(ssize_t, -1, readlink, (const char *restrict p, char *restrict to, size_t n), (p, to, n),
     fateAt("resolve", AT_FDCWD, p))
WRAP(char *, NULL, realpath, (const char *restrict p, char *restrict to), (p, to),
     fateAt("resolve", AT_FDCWD, p))

// Bytes go in and out.

WRAP(ssize_t, -1, read, (int fd, void *to, size_t n), (fd, to, n), fateOfFd("read", fd))
WRAP(ssize_t, -1, pread64, (int fd, void *to, size_t n, off64_t at), (fd, to, n, at), fateOfFd("read", fd))
WRAP(ssize_t, -1, readv, (int fd, const struct iovec *v, int n), (fd, v, n), fateOfFd("read", fd))

/** Whether a write to a stream is to fail. */
static int streamFails(int fd) {
  if (fd != streamFd) return 0;
  long count = atomic_fetch_add(&streamCount, 1) + 1;
  return streamTimes == 0 || count <= streamTimes;
}

static size_t torn(struct Fate fate, size_t size) { return fate.isTorn ? size / 2 : size; }

ssize_t write(int fd, const void *from, size_t size) {
  REAL(write);
  if (streamFails(fd)) return errno = streamErrno, -1;
  DO(fateOfFd("write", fd), -1, real(fd, from, torn(fate, size)));
}
ssize_t pwrite64(int fd, const void *from, size_t size, off64_t at) {
  REAL(pwrite64);
  DO(fateOfFd("write", fd), -1, real(fd, from, torn(fate, size), at));
}
ssize_t writev(int fd, const struct iovec *pieces, int count) {
  REAL(writev);
  if (streamFails(fd)) return errno = streamErrno, -1;
  DO(fateOfFd("write", fd), -1, real(fd, pieces, fate.isTorn ? (count + 1) / 2 : count));
}
WRAP(ssize_t, -1, copy_file_range, (int i, off64_t *a, int o, off64_t *b, size_t n, unsigned f),
     (i, a, o, b, n, f), fateOfFd("write", o))
WRAP(int, -1, ftruncate, (int fd, off_t n), (fd, n), fateOfFd("truncate", fd))
WRAP(int, -1, ftruncate64, (int fd, off64_t n), (fd, n), fateOfFd("truncate", fd))

static int isFolder(int fd) {
  struct stat status;
  return syscall(SYS_fstat, fd, &status) == 0 && S_ISDIR(status.st_mode);
}
static struct Fate syncFate(int fd) {
  if (!isFolder(fd)) return fateOfFd("sync", fd);
  struct Fate fate = fateOfFd("sync-folder", fd);
  if (folderSyncErrno) fate.errnoWanted = folderSyncErrno;
  return fate;
}
WRAP(int, -1, fsync, (int fd), (fd), syncFate(fd))
WRAP(int, -1, fdatasync, (int fd), (fd), syncFate(fd))

// Locks.

int flock(int fd, int operation) {
  REAL(flock);
  struct Fate fate = fateOfFd("lock", fd);
  int isFree = lockMode && strcmp(lockMode, "free") == 0;
  if (lockMode && !isFree) fate.errnoWanted = atoi(lockMode);
  if (fate.errnoWanted) return errno = fate.errnoWanted, -1;
  int result = isFree ? 0 : real(fd, operation);
  if (fate.killsAfter || fate.isTorn) killSelf();
  return result;
}

// Names change.

WRAP(int, -1, rename, (const char *a, const char *b), (a, b), fateAt("rename", AT_FDCWD, b))
WRAP(int, -1, renameat, (int i, const char *a, int o, const char *b), (i, a, o, b), fateAt("rename", o, b))
WRAP(int, -1, renameat2, (int i, const char *a, int o, const char *b, unsigned f), (i, a, o, b, f),
     fateAt("rename", o, b))
WRAP(int, -1, link, (const char *a, const char *b), (a, b), fateAt("link", AT_FDCWD, b))
WRAP(int, -1, linkat, (int i, const char *a, int o, const char *b, int f), (i, a, o, b, f), fateAt("link", o, b))
WRAP(int, -1, symlink, (const char *a, const char *b), (a, b), fateAt("link", AT_FDCWD, b))
WRAP(int, -1, unlink, (const char *p), (p), fateAt("remove", AT_FDCWD, p))
WRAP(int, -1, unlinkat, (int fd, const char *p, int f), (fd, p, f), fateAt("remove", fd, p))
WRAP(int, -1, rmdir, (const char *p), (p), fateAt("remove", AT_FDCWD, p))
WRAP(int, -1, mkdir, (const char *p, mode_t m), (p, m), fateAt("mkdir", AT_FDCWD, p))
WRAP(int, -1, mkdirat, (int fd, const char *p, mode_t m), (fd, p, m), fateAt("mkdir", fd, p))
WRAP(int, -1, utimensat, (int fd, const char *p, const struct timespec t[2], int f), (fd, p, t, f),
     fateAt("touch", fd, p))
WRAP(int, -1, futimens, (int fd, const struct timespec t[2]), (fd, t), fateOfFd("touch", fd))
WRAP(int, -1, chmod, (const char *p, mode_t m), (p, m), fateAt("chmod", AT_FDCWD, p))
WRAP(int, -1, fchmod, (int fd, mode_t m), (fd, m), fateOfFd("chmod", fd))
