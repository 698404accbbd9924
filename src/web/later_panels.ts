// What most visits of the page do without, in one piece that is loaded when it is first wanted.
// Why one: a piece of a few hundred bytes costs more to ask for than to have.

export { Dialogs } from "./dialogs/dialogs.tsx";
export { PinsPanel } from "./panels/pins_panel.tsx";
export { MapMenu } from "./panels/map_menu.tsx";
export { SeedPicker } from "./panels/seed_picker.tsx";
