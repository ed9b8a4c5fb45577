import { expect, test } from "vitest";
import {
  aboutSeconds,
  hiddenWords,
  mapDetails,
  meaning,
  nearestWords,
  progressWords,
} from "../../src/views/projection";

test("a duration is told in seconds, then in minutes", () => {
  expect([0.2, 44.6, 155].map(aboutSeconds)).toEqual(["about 1 s", "about 45 s", "about 3 min"]);
});

test("what a projection means is told with the share or the warning that belongs to it", () => {
  expect(meaning("pca", [0.31, 0.174], 0)).toBe("PCA: 48 % of variance");
  expect(meaning("tsne", [0.31, 0.17], 3)).toBe("t-SNE: closeness counts; gaps and sizes do not · 3 not finite");
  expect(progressWords(0.4, 12.3)).toBe("t-SNE 40 %, about 12 s left");
  expect(progressWords(0, null)).toBe("t-SNE 0 %");
});

test("hidden classes, or bins of a regression, are counted", () => {
  expect([hiddenWords(4, false), hiddenWords(1, false), hiddenWords(1, true)]).toEqual([
    "4 classes hidden",
    "1 class hidden",
    "1 bin hidden",
  ]);
});

test("neighbors are counted by class, most first", () => {
  expect(nearestWords([1, 0, 1, 2, 1, -1], ["a", "b", "c"])).toBe("6 nearest: b × 3, without class × 1, a × 1, c × 1");
});

test("the details of a map say on how many instances it was judged when those are not all", () => {
  const parameters = {
    perplexity: 19 / 3,
    components: null,
    iterations: [250, 500] as [number, number],
    initialization: "pca",
    openTSNE: "1",
  };
  const map = { progress: 1, parameters, trustworthiness: 0.9876, n_trusted: 2000 };
  expect(Object.fromEntries(mapDetails(map, 10_000))).toEqual({
    trustworthiness: "0.99 (on 2,000)",
    instances: "10,000",
    perplexity: "6.3",
    "PCA before t-SNE": "none",
    iterations: "250 early + 500",
    "computed by": "openTSNE 1",
  });
  const begun = { ...parameters, components: 50, iterations: [0, 300] as [number, number] };
  expect(mapDetails({ ...map, parameters: begun }, 12)).toEqual(
    expect.arrayContaining([
      ["PCA before t-SNE", "50 components"],
      ["iterations", "300"],
    ]),
  );
  expect(mapDetails({ ...map, trustworthiness: null }, 12)[0]).toEqual(["trustworthiness", "too few instances"]);
  expect(mapDetails({ progress: 0.5 }, 12)).toEqual([]);
});
