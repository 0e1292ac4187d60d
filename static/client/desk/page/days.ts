/** Beside a field for a day: a calendar in Chinese, whatever the browser's language; what is typed is written as 年-月-日. */
const DAY = /^\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?\s*$|^\s*(\d{4})(\d{2})(\d{2})\s*$/;
const two = (number: number): string => String(number).padStart(2, '0');
/** Days are midnights of UTC here, so that no browser's zone moves one. */
const dayOf = (year: number, month: number, date: number): Date => new Date(Date.UTC(year, month, date));
const iso = (day: Date): string => `${day.getUTCFullYear()}-${two(day.getUTCMonth() + 1)}-${two(day.getUTCDate())}`;
/** In Shanghai, where there is one zone without summer time. */
const today = (): Date => new Date(Date.now() + 8 * 3_600_000);

export function offerCalendars(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>('input[data-day]')) {
    // Before whoever else hears of the change (filters.ts).
    field.addEventListener('change', () => {
      const day = read(field.value);
      if (day) field.value = iso(day);
    });
    offer(field);
  }
  for (const line of document.querySelectorAll<HTMLElement>('[data-drafts]')) take(line);
}

/** The days that are proposed beside a field, each as a button that fills it in. */
function take(line: HTMLElement): void {
  const field = document.getElementById(line.dataset.drafts ?? '');
  if (!(field instanceof HTMLInputElement)) return;
  for (const word of line.querySelectorAll<HTMLElement>('[data-draft]')) {
    const press = (): void => {
      choose(field.form, word.dataset.difficulty ?? '');
      fill(field, word.dataset.draft ?? '');
    };
    word.replaceWith(button(word.textContent ?? '', press));
  }
}

/** The day of a difficulty is taken with it, where the form asks for one. */
function choose(form: HTMLFormElement | null, difficulty: string): void {
  const asked = form?.elements.namedItem('difficulty');
  if (asked instanceof HTMLSelectElement) asked.value = difficulty;
}

function fill(field: HTMLInputElement, day: string): void {
  field.value = day;
  field.focus();
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Null for what is no day: the server says so. */
function read(typed: string): Date | null {
  const found = DAY.exec(typed.normalize('NFKC'));
  const [year, month, date] = (found ?? []).slice(1).filter(Boolean).map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  const day = dayOf(year, month - 1, date);
  return day.getUTCMonth() === month - 1 && day.getUTCDate() === date ? day : null;
}

function offer(field: HTMLInputElement): void {
  const panel = document.createElement('details');
  panel.className = 'panel calendar';
  const summary = document.createElement('summary');
  summary.textContent = '日历';
  summary.setAttribute('aria-label', `${field.labels?.[0]?.textContent?.trim() ?? ''}日历`);
  const sheet = document.createElement('div');
  panel.append(summary, sheet);
  (field.closest('label') ?? field).after(panel);
  field.closest('.field')?.classList.add('dated');
  panel.addEventListener('toggle', () => {
    if (panel.open) draw(read(field.value) ?? today());
  });

  const draw = (shown: Date): void => {
    const first = dayOf(shown.getUTCFullYear(), shown.getUTCMonth(), 1);
    const month = first.getUTCMonth();
    const head = row([turn('上月', -1), named(`${first.getUTCFullYear()}年${month + 1}月`), turn('下月', 1)]);
    head.className = 'calendar-head';
    const weeks = document.createElement('div');
    weeks.className = 'calendar-days';
    weeks.setAttribute('role', 'group');
    weeks.setAttribute('aria-label', `${first.getUTCFullYear()}年${month + 1}月`);
    for (const word of '一二三四五六日') weeks.append(named(word));
    for (let blank = (first.getUTCDay() + 6) % 7; blank > 0; blank--) weeks.append(named(''));
    for (let date = 1; dayOf(first.getUTCFullYear(), month, date).getUTCMonth() === month; date++) {
      weeks.append(choice(iso(dayOf(first.getUTCFullYear(), month, date))));
    }
    const rest = field.dataset.turned === undefined ? [] : [named('灰的不能选：休息日，或者过了、太远')];
    for (const line of rest) line.className = 'small quiet';
    sheet.replaceChildren(head, weeks, ...rest);

    function turn(words: string, months: number): HTMLElement {
      return button(words, () => {
        draw(dayOf(first.getUTCFullYear(), month + months, 1));
        for (const one of sheet.querySelectorAll('button')) if (one.textContent === words) one.focus();
      });
    }
  };

  /** By the weekdays and the days that are `turned`, as facts/handling.ts counts them. Only where the day must be a working one. */
  function rests(day: string): boolean {
    const { turned } = field.dataset;
    return turned !== undefined && (new Date(day).getUTCDay() % 6 === 0) !== turned.includes(day);
  }

  function choice(day: string): HTMLElement {
    const made = button(String(Number(day.slice(8))), () => {
      panel.open = false;
      fill(field, day);
    });
    made.dataset.date = day;
    made.disabled = day < (field.dataset.min ?? '') || (field.dataset.max !== undefined && day > field.dataset.max) || rests(day);
    if (day === iso(today())) made.classList.add('today');
    if (day === field.value) made.setAttribute('aria-current', 'date');
    return made;
  }
}

function button(words: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = words;
  made.addEventListener('click', press);
  return made;
}

function named(words: string): HTMLElement {
  const made = document.createElement('span');
  made.textContent = words;
  return made;
}

function row(parts: HTMLElement[]): HTMLElement {
  const made = document.createElement('div');
  made.append(...parts);
  return made;
}
