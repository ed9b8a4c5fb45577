import { expect, test } from "vitest";
import { element, escaped, line } from "../../../src/draw/svg/markup";

test("text stays text: tags, quotes and ampersands are escaped", () => {
  const text = `<script>alert("1")</script> & 'more'`;
  const parsed = new DOMParser().parseFromString(line(1, 2, text), "image/svg+xml");
  expect(parsed.querySelector("script")).toBeNull();
  expect(line(1, 2, text)).not.toContain("<script");
  expect(escaped(text)).toBe("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;more&#39;");
});

test("attributes cannot be left by a quote", () => {
  expect(element("rect", { fill: '"/><script>' })).toBe('<rect fill="&quot;/&gt;&lt;script&gt;"/>');
});

test("characters that no XML may hold are replaced, emoji are kept", () => {
  expect(escaped("a\u0000b\u001bc\ud800d\uffff😀")).toBe("a\ufffdb\ufffdc\ufffdd\ufffd😀");
});

test("numbers have two decimals at most, and no minus before zero", () => {
  expect(element("a", { x: 1.23456, y: -0.0001, z: null })).toBe('<a x="1.23" y="0"/>');
});
