/** The module that TensorBoard loads into the plugin's frame; it calls `render`. */

import { mount } from "svelte";
import { withHeadStart } from "../data/headStart";
import { createHttpSource } from "../data/http";
import { createTheme } from "../state/theme";
import { createLink } from "../state/url";
import App from "../views/App.svelte";
import { panels } from "../views/panels";
import style from "./page.css?inline";

export function render(): void {
  const source = withHeadStart(createHttpSource());
  document.documentElement.lang = "en";
  document.title = "ActiVis";
  document.head.append(Object.assign(document.createElement("style"), { textContent: style }));
  mount(App, {
    target: document.body,
    props: { source, link: createLink(), theme: createTheme(), panels },
  });
}
