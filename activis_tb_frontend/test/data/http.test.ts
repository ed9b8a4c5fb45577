import { afterEach, expect, test, vi } from "vitest";
import { createHttpSource, sentenceOf } from "../../src/data/http";

const moment = { run: "narrow/activis", instance_set: "validation", step: 4, recording: "1-ab" };

afterEach(() => vi.unstubAllGlobals());

function answer(text: string, status = 200, type = "application/json") {
  const fetched = vi.fn(
    async (_url: string, _options?: RequestInit) => new Response(text, { status, headers: { "content-type": type } }),
  );
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

test("routes are asked by relative URLs and their answers are kept", async () => {
  const fetched = answer('{"n": 5}');
  const source = createHttpSource();
  await source.fetchSnapshot(moment);
  await source.fetchSnapshot(moment);
  expect(fetched.mock.calls.map(([url]) => url)).toEqual([
    "snapshot?run=narrow%2Factivis&instance_set=validation&step=4",
  ]);
});

test("another recording of the same step is asked for again", async () => {
  const fetched = answer('{"n": 5}');
  const source = createHttpSource();
  await source.fetchSnapshot(moment);
  await source.fetchSnapshot({ ...moment, recording: "2-cd" });
  expect(fetched).toHaveBeenCalledTimes(2);
});

test("rows that make a long URL are posted", async () => {
  const fetched = answer("no such layer", 404, "text/plain");
  const rows = Array.from({ length: 400 }, (_, i) => ({ subset: `subset ${i}` }));
  await expect(createHttpSource().fetchMatrix(moment, "hidden", rows)).rejects.toThrow("no such layer");
  const [url, options] = fetched.mock.calls[0];
  expect(url).toBe("matrix");
  expect(options?.method).toBe("POST");
  expect(JSON.parse(String(options?.body))).toMatchObject({ run: "narrow/activis", step: 4, layer: "hidden", rows });
});

test("an error reads as a whole sentence without TensorBoard's prefix", () => {
  expect(sentenceOf(new Error("Not found: no step 3 of run 'a'"))).toBe("No step 3 of run 'a'.");
  expect(sentenceOf(new Error("Invalid argument: step is 'x'"))).toBe("Step is 'x'.");
  expect(sentenceOf("'x' is no layer; did you mean 'y'?")).toBe("'x' is no layer; did you mean 'y'?");
  expect(sentenceOf(new Error("That is all."))).toBe("That is all.");
  expect(sentenceOf(new TypeError("Failed to fetch"))).toBe("TensorBoard does not answer; is it still running?");
});
