// The data of a form as pairs of strings: what would be posted, without secrets nor files.

const NEVER_KEPT = new Set(["csrfmiddlewaretoken", "overwrite_revision_id"]);
const NOT_TYPED = new Set(["loaded_revision_id", "loaded_revision_created_at", "next"]);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const BOOKKEEPING =
  /(^|-)(id|uuid|type|order|deleted|DELETE|ORDER|count|TOTAL_FORMS|INITIAL_FORMS|MIN_NUM_FORMS|MAX_NUM_FORMS|slug|position)$/;

/** Return [[name, value], …] of a form. */
export function entriesOf(form) {
  const secrets = new Set(
    [...form.querySelectorAll("input[type=password]")].map((input) => input.name),
  );
  return [...new FormData(form)].filter(
    ([name, value]) =>
      typeof value === "string" &&
      !NEVER_KEPT.has(name) &&
      !name.startsWith("hub-") &&
      !secrets.has(name),
  );
}

/** Return the names of the fields with predefined choices. */
export const choicesOf = (form) => [
  ...new Set(
    [...form.querySelectorAll("select, input[type=radio], input[type=checkbox]")].map(
      (field) => field.name,
    ),
  ),
];

export const hasFiles = (form) =>
  [...new FormData(form).values()].some((value) => value instanceof File && value.size > 0);

/** A string that changes when something is typed in the form, within the life of a page. */
export const rawOf = (entries) => JSON.stringify(entries.filter(([name]) => !NOT_TYPED.has(name)));

/** A string to compare two loads of a form: identifiers made anew at each load are left out. */
export function fingerprintOf(entries) {
  return JSON.stringify(
    entries
      .filter(([name]) => !NOT_TYPED.has(name) && !name.startsWith("comments-"))
      .map(([name, value]) => [name, comparable(value)]),
  );
}

function comparable(value) {
  if (UUID.test(value)) return "uuid";
  const content = richText(value);
  if (!content) return value.replaceAll("\r\n", "\n");
  const blocks = content.blocks.map(({ key, ...block }) => block);
  return JSON.stringify([blocks, content.entityMap]);
}

/** Return the content state of a rich text, or null for another value. */
function richText(value) {
  if (!value.startsWith('{"')) return null;
  try {
    const content = JSON.parse(value);
    return Array.isArray(content.blocks) ? content : null;
  } catch {
    return null;
  }
}

/** Return [{name, text}, …]: the values that a person typed as text. */
export function readable({ entries, choices = [] }) {
  const lines = [];
  for (const [name, value] of entries) {
    if (choices.includes(name) || NOT_TYPED.has(name) || BOOKKEEPING.test(name) || UUID.test(value))
      continue;
    if (name.startsWith("comments-")) continue;
    const content = richText(value);
    const text = content ? content.blocks.map((block) => block.text).join("\n") : value;
    // Leave out identifiers of chosen objects, checkboxes and choices.
    if (/\p{L}{2}/u.test(text) && !/^(on|true|false|null|none)$/i.test(text.trim())) {
      lines.push({ name, text: text.trim() });
    }
  }
  return lines;
}

/** Put values back in a form without blocks; return false when a field is missing. */
export function refill(form, entries) {
  const fields = new Map();
  for (const field of form.elements) {
    if (!field.name || field.type === "file" || field.type === "submit") continue;
    if (NEVER_KEPT.has(field.name) || field.name.startsWith("hub-")) continue;
    fields.set(field.name, [...(fields.get(field.name) ?? []), field]);
  }
  const values = new Map();
  for (const [name, value] of entries) values.set(name, [...(values.get(name) ?? []), value]);
  for (const [name, group] of fields) {
    if (NOT_TYPED.has(name) || group[0].type === "password") continue;
    const kept = values.get(name) ?? [];
    group.forEach((field, rank) => {
      if (field.type === "checkbox" || field.type === "radio") {
        field.checked = kept.includes(field.value);
      } else if (field.multiple) {
        for (const option of field.options) option.selected = kept.includes(option.value);
      } else if (rank < kept.length) {
        field.value = kept[rank];
      }
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
  return [...values.keys()].every((name) => NOT_TYPED.has(name) || fields.has(name));
}
