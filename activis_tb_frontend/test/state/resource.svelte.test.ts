import { flushSync } from "svelte";
import { expect, test } from "vitest";
import { createResource, retryFailed, type Resource } from "../../src/state/resource.svelte";

/** A resource of a key that the test changes, with every request answered by hand. */
function asked(first: string | null) {
  let key = $state(first);
  const requests: {
    key: string;
    signal: AbortSignal;
    answer: (value: string) => void;
    fail: (error: Error) => void;
  }[] = [];
  let resource: Resource<string>;
  const stop = $effect.root(() => {
    resource = createResource(() => {
      const wanted = key;
      if (wanted === null) return null;
      const fetch = (signal: AbortSignal) =>
        new Promise<string>((answer, fail) => requests.push({ key: wanted, signal, answer, fail }));
      return { key: wanted, fetch };
    });
  });
  flushSync();
  const settled = () => new Promise((resolve) => setTimeout(resolve)).then(() => flushSync());
  const want = (next: string | null) => {
    key = next;
    flushSync();
    return settled();
  };
  return { resource: resource!, requests, want, settled, stop };
}

test("the newest request wins and older ones are aborted", async () => {
  const { resource, requests, want, settled } = asked("step 1");
  await settled();
  await want("step 2");
  expect(requests[0].signal.aborted).toBe(true);
  requests[1].answer("second");
  await settled();
  requests[0].answer("first");
  await settled();
  expect([resource.value, resource.key, resource.loading]).toEqual(["second", "step 2", false]);
});

test("the old value stays while a new one loads and when it fails", async () => {
  const { resource, requests, want, settled } = asked("step 1");
  await settled();
  requests[0].answer("first");
  await settled();
  await want("step 2");
  expect([resource.value, resource.loading]).toEqual(["first", true]);
  requests[1].fail(new Error("Not found: there is no step 2"));
  await settled();
  expect([resource.value, resource.error, resource.loading]).toEqual(["first", "There is no step 2.", false]);
});

test("retry asks again and a success clears the error", async () => {
  const { resource, requests, settled } = asked("step 1");
  await settled();
  requests[0].fail(new Error("gone"));
  await settled();
  resource.retry();
  flushSync();
  await settled();
  requests[1].answer("there");
  await settled();
  expect([resource.value, resource.error]).toEqual(["there", null]);
});

test("wanting nothing aborts and fetches nothing", async () => {
  const { resource, requests, want, settled } = asked("step 1");
  await settled();
  await want(null);
  expect(requests).toHaveLength(1);
  expect([requests[0].signal.aborted, resource.loading]).toEqual([true, false]);
});

test("what failed is asked for again with everything else that failed, and what was answered is not", async () => {
  const [broken, fine] = [asked("broken"), asked("fine")];
  await broken.settled();
  broken.requests[0].fail(new Error("gone"));
  fine.requests[0].answer("here");
  await broken.settled();
  retryFailed();
  await broken.settled();
  expect([broken.requests.length, fine.requests.length]).toEqual([2, 1]);
  broken.requests[1].answer("back");
  await broken.settled();
  retryFailed();
  await broken.settled();
  expect(broken.requests.length).toBe(2);
  expect([broken.resource.value, broken.resource.error]).toEqual(["back", null]);
});
