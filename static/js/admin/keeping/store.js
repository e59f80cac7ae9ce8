// The device's store of typed text: IndexedDB, which holds a letter of thousands of fields.

const DATABASE = "hub-kept-text";
const TEXTS = "texts";
const DAYS = 30;

let opening = null;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.addEventListener("upgradeneeded", () => {
      const texts = request.result.createObjectStore(TEXTS, { keyPath: "id" });
      texts.createIndex("user", "user");
    });
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
    request.addEventListener("blocked", () =>
      reject(new Error("The store is blocked by another tab.")),
    );
  });
  return opening;
}

/** Run an action on the store; resolve to its result once it is written. */
async function run(mode, action) {
  const database = await open();
  return new Promise((resolve, reject) => {
    // Strict: written to the disk before the promise resolves, so that a power cut loses nothing.
    const transaction = database.transaction(TEXTS, mode, { durability: "strict" });
    const request = action(transaction.objectStore(TEXTS));
    transaction.addEventListener("complete", () => resolve(request.result));
    transaction.addEventListener("error", () => reject(transaction.error));
    transaction.addEventListener("abort", () => reject(transaction.error));
  });
}

/** Write a text; reject when the device refuses (quota, private browsing). */
export const put = (text) => run("readwrite", (texts) => texts.put(text));

export const remove = (id) => run("readwrite", (texts) => texts.delete(id));

export const get = (id) => run("readonly", (texts) => texts.get(id));

/** Return the texts of a user, the last first; only those of a path when one is given. */
export async function find(user, path = null) {
  const texts = await run("readonly", (all) => all.index("user").getAll(user));
  return texts
    .filter((text) => path === null || text.path === path)
    .sort((a, b) => b.keptAt - a.keptAt);
}

export async function forgetUser(user) {
  for (const text of await find(user)) await remove(text.id);
}

/** Forget what is older than 30 days, whoever typed it. */
export async function forgetOld(now = Date.now()) {
  const texts = await run("readonly", (all) => all.getAll());
  const limit = now - DAYS * 24 * 60 * 60 * 1000;
  for (const text of texts) if (text.keptAt < limit) await remove(text.id);
}

// A text whose form is still open in a tab is not offered elsewhere: that tab holds its lock.

const lockName = (id) => `hub-kept-text-${id}`;

export function holdLock(id) {
  navigator.locks?.request(lockName(id), () => new Promise(() => {})).catch(() => {});
}

export async function isOpenElsewhere(id) {
  if (!navigator.locks) return false;
  const { held } = await navigator.locks.query();
  return held.some((lock) => lock.name === lockName(id));
}
