/** Labelled inputs. The id ties label and input; it must be unique on the screen. */
import type { ComponentChildren } from 'preact';
import type { Bound } from '../live/draft';
import { keyFace, keyed } from './keys';
import { PrivateNumbers } from './private_numbers_hint';

interface TextProps extends Bound<string> {
  id: string;
  label: string;
  long?: boolean;
  hint?: string;
  wrong?: string;
  mode?: 'numeric' | 'decimal';
  type?: 'datetime-local';
  required?: boolean;
  /** May stay empty, and is asked for until it does not. */
  expected?: boolean;
  disabled?: boolean;
  list?: string;
  /** The key that leads here, on the screens that have keys. */
  shortcut?: string;
}

/** One line, or several with `long`; numbers that look private are pointed out below. */
export function TextField(props: TextProps) {
  const { id, label, value, onChange, long, hint, wrong } = props;
  const said = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(' ') || undefined;
  const shared = {
    id, value, class: 'input', required: props.required, disabled: props.disabled,
    ...keyed(props.shortcut), 'aria-describedby': said, 'aria-invalid': wrong ? ('true' as const) : undefined,
    onInput: (event: Event) => onChange((event.target as HTMLInputElement).value),
  };
  return (
    <div class="field">
      <label for={id} class={props.expected && !value.trim() ? 'expected' : undefined}>{label}{keyFace(props.shortcut)}</label>
      {hint && <p class="small quiet" id={`${id}-hint`}>{hint}</p>}
      {long ? <textarea {...shared} rows={4} />
        : <input {...shared} type={props.type ?? 'text'} inputMode={props.mode} autocomplete="off" list={props.list}
          step={props.type === 'datetime-local' ? 1 : undefined} />}
      {wrong && <p class="wrong" id={`${id}-wrong`}>{wrong}</p>}
      {!props.type && !props.mode && <PrivateNumbers text={value} onChange={onChange} />}
    </div>
  );
}

interface ChipsProps extends Bound<string | null, string> {
  legend: string;
  name: string;
  options: [code: string, word: string][];
  /** Equal columns; `tight` for words of three characters. */
  layout?: 'even' | 'tight';
  hint?: string | undefined;
  children?: ComponentChildren;
}

/** One of several. */
export const Chips = ({ value, ...asked }: ChipsProps) => <Group {...asked} chosen={(code) => value === code} />;

interface TagsProps extends Bound<string[]> {
  legend: string;
  options: [code: string, word: string][];
}

/** Any of several. */
export const Tags = ({ legend, options, value, onChange }: TagsProps) => (
  <Group legend={legend} options={options} chosen={(code) => value.includes(code)}
    onChange={(code) => onChange(value.includes(code) ? value.filter((one) => one !== code) : [...value, code])} />
);

interface GroupProps extends Pick<ChipsProps, 'legend' | 'options' | 'onChange' | 'layout' | 'hint' | 'children'> {
  /** Given where only one may be chosen. */
  name?: string;
  chosen: (code: string) => boolean;
}

const Group = ({ legend, name, options, chosen, onChange, layout, hint, children }: GroupProps) => (
  <fieldset class="group" aria-describedby={hint && `${name}-hint`}>
    <legend>{legend}</legend>
    {hint && <p class="small quiet" id={`${name}-hint`}>{hint}</p>}
    <div class={`chips ${layout ?? ''}`}>
      {options.map(([code, word]) => (
        <label class="chip" key={code}>
          <input type={name ? 'radio' : 'checkbox'} name={name} value={code} checked={chosen(code)}
            onChange={() => onChange(code)} />
          <span>{word}</span>
        </label>
      ))}
      {children}
    </div>
  </fieldset>
);

export type NumberShape = [shape: RegExp, words: string];

/** What to say of a number that was typed and is none; nothing where nothing was typed. */
export const misread = ([shape, words]: NumberShape, text: string): string =>
  (text.trim() === '' || shape.test(text.trim()) ? '' : words);

export const options = (words: Record<string, string>): [string, string][] => Object.entries(words);
