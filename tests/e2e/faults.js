// Looks at the page as it stands and returns what is wrong with it, as sentences.
({ big, shapes, rules }) => {
  const dialog = document.querySelector('dialog[open]');
  const words = (element) =>
    (element.innerText || element.getAttribute('aria-label') || element.id || '').trim().replace(/\s+/g, ' ').slice(0, 30);
  const name = (element) => `<${element.localName} class="${element.getAttribute('class') ?? ''}"> 「${words(element)}」`;
  const seen = (element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility === 'visible';
  // Words for a reader only, and a link that shows itself when it is focused, are no target until then.
  const aside = (element) => {
    const box = element.getBoundingClientRect();
    return box.width <= 1 || box.height <= 1 || box.bottom <= 0 || element.closest('.aside') !== null;
  };
  // Under a dialog nothing can be reached.
  const shown = (selector) => [...(dialog ?? document).querySelectorAll(selector)].filter((one) => seen(one) && !aside(one));
  // On the phone only a link amid other words is one; on the desk every link that runs with the text, and at a mouse's
  // width every one without a face of its own.
  function runsWithText(link) {
    const { display, borderTopWidth, backgroundColor } = getComputedStyle(link);
    if (!document.body.classList.contains('desk')) {
      return display === 'inline' && [...link.parentElement.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    }
    const plain = borderTopWidth === '0px' && backgroundColor === 'rgba(0, 0, 0, 0)';
    return display === 'inline' || (innerWidth >= 1000 && plain);
  }

  function headings() {
    const found = [...document.querySelectorAll('h1')].filter(seen);
    return found.length === 1 ? [] : [`${found.length} h1`];
  }

  // A frame that is meant to scroll sideways says so by being reachable with the keyboard.
  function overflows() {
    return [document.scrollingElement, ...shown('main, .content, dialog, .foot, .bar, .tabs, form, .card')]
      .filter((frame) => frame.scrollWidth > frame.clientWidth + 1 && frame.tabIndex < 0)
      .map((frame) => `${name(frame)} is ${frame.scrollWidth} wide in ${frame.clientWidth}`);
  }

  // A frame that hides what runs over must have room for all of it.
  function cutOff() {
    return shown('.list, .card, .banner')
      .filter((one) => getComputedStyle(one).overflowY === 'hidden' && one.scrollHeight > one.clientHeight + 1)
      .map((one) => `${name(one)} shows ${one.clientHeight} of ${one.scrollHeight}`);
  }

  function targets() {
    const faults = [];
    for (const target of shown('button, a[href], input, select, textarea, summary')) {
      if (target.localName === 'a' && runsWithText(target)) continue;
      const label = ['radio', 'checkbox', 'file'].includes(target.type) ? target.labels?.[0] : null;
      const face = label ?? target;
      const box = face.getBoundingClientRect();
      // A row of a list on a desk is 40 px high, and so is what it is ticked by; a place of the rail, and a day of a calendar is as wide.
      const inRow = innerWidth >= 1000 && target.closest('.rows tr, .nav-rest, .calendar-days') !== null;
      const least = big && target.localName === 'button' ? 60 : inRow ? 39 : 48;
      // Half a pixel: what rem and the device's grid make of 48.
      if (box.height < least - 0.5 || box.width < least - 0.5) {
        faults.push(`${name(face)} is ${Math.round(box.width)} × ${Math.round(box.height)}, less than ${least}`);
      }
      const scrolls = target.closest('[tabindex="0"]') !== null;
      if (box.left < -1 || (box.right > innerWidth + 1 && !scrolls)) faults.push(`${name(face)} hangs over the edge`);
    }
    return faults;
  }

  function smallWords() {
    const small = new Set();
    const texts = document.createTreeWalker(dialog ?? document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const element = node.parentElement;
      if (node.data.trim() && seen(element) && parseFloat(getComputedStyle(element).fontSize) < 15) small.add(element);
    }
    return [...small].map((element) => `${name(element)} in ${getComputedStyle(element).fontSize}`);
  }

  const told = (rule) => rule.nodes.map((node) =>
    `${rule.id}: ${node.target.join(' ')} ${node.html.slice(0, 120)} ${node.any.map((check) => check.message).join('; ')}`);
  const ours = shapes ? [...headings(), ...overflows(), ...cutOff(), ...targets(), ...smallWords()] : [];
  return axe.run(document, { ...rules, resultTypes: ['violations'], preload: false })
    .then((found) => [...ours, ...found.violations.flatMap(told)]);
}
