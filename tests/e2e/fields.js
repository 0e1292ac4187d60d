// Every field that a person sees, found by what the page holds and not by a list. Answers what to call:
// fill(words, wanted) puts something into all of them, also into those that appear because of it; state() says what they
// hold; answerOtherwise(of) gives another answer in each of these groups, answerAs(held) those of before.
(() => {
  const top = () => document.querySelector('dialog[open]') ?? document.body;
  const seen = (field) => (field.closest('label') ?? field).getClientRects().length > 0;
  const all = () => [...top().querySelectorAll('input:not([type=file]), textarea, select')].filter(seen);
  const legend = (field) => field.closest('fieldset')?.querySelector('legend')?.textContent ?? '';
  // Two forms of one screen may ask the same.
  const form = (field) => (field.form?.ariaLabel ? `${field.form.ariaLabel} ` : '');
  const nameOf = (field) => (field.type === 'radio' ? `radio ${field.name}`
    : field.type === 'checkbox' ? `check ${form(field)}${legend(field)} ${field.value}` : `text ${field.id}`);
  const options = (field) => all().filter((one) => nameOf(one) === nameOf(field));
  const state = () => {
    const held = {};
    for (const field of all()) {
      const name = nameOf(field);
      if (field.type === 'radio') held[name] = field.checked ? field.value : held[name] ?? '';
      else held[name] = field.type === 'checkbox' ? field.checked : field.value;
    }
    return held;
  };
  const type = (field, words) => {
    const shape = field.tagName === 'TEXTAREA' ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(shape.prototype, 'value').set.call(field, words);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const shown = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const put = (field, words, wanted) => {
    if (field.type === 'checkbox') {
      if (!field.checked) field.click();
      return true;
    }
    if (field.type === 'radio') {
      const [, choice] = Object.entries(wanted).find(([name]) => field.name.startsWith(name)) ?? [];
      const chosen = options(field).find((one) => one.value === choice) ?? options(field).pop();
      if (!chosen.checked) chosen.click();
      return chosen.value;
    }
    const value = field.type === 'datetime-local' ? '2026-03-04T05:06:07' : field.inputMode ? '37' : `${words} ${field.id}`;
    type(field, value);
    return value;
  };
  const fill = async (words, wanted) => {
    const held = {};
    for (;;) {
      const field = all().find((one) => !(nameOf(one) in held));
      // The words of a judgement are asked for when the judgement is on the disk.
      const awaited = Object.entries(held).filter(([name, value]) => name.startsWith('radio check-') && value === 'problem')
        .some(([name]) => !(name.replace('radio check-', 'text note-') in held));
      if (!field && !awaited) return held;
      if (field) held[nameOf(field)] = put(field, words, wanted);
      await shown();
    }
  };
  const answerOtherwise = async (of) => {
    const given = {};
    for (const name of of) {
      const other = all().find((one) => nameOf(one) === name && !one.checked);
      other.click();
      given[name] = other.value;
      await shown();
    }
    return given;
  };
  const answerAs = async (held) => {
    for (const [name, value] of Object.entries(held)) {
      all().find((one) => nameOf(one) === name && one.type === 'radio' && one.value === value && !one.checked)?.click();
      await shown();
    }
  };
  window.zlcFields = { fill, state, answerOtherwise, answerAs };
})();
