/** Light or dark, following TensorBoard's switch, which frames are not told about: the class on its body is observed. */

import { createSubscriber } from "svelte/reactivity";

export interface Theme {
  readonly dark: boolean;
}

function hostBody(): HTMLElement {
  try {
    return window.parent.document.body;
  } catch {
    return document.body;
  }
}

export function createTheme(body: HTMLElement = hostBody()): Theme {
  const subscribe = createSubscriber((update) => {
    const observer = new MutationObserver(update);
    observer.observe(body, { attributes: true, attributeFilter: ["class"] });
    return () => observer.disconnect();
  });
  return {
    get dark() {
      subscribe();
      return body.classList.contains("dark-mode");
    },
  };
}
