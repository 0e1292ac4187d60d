import { useSignal } from '../signal/hooks';
import { privateNumbers, without } from '../facts/private_numbers';

/** Points out a private number under a field; the person decides, and is not asked twice for the same one. */
export function PrivateNumbers({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const kept = useSignal<string[]>([]);
  const found = privateNumbers(text).find((one) => !kept.value.includes(one.text));
  if (!found) return null;
  return (
    <div class="banner amber" role="status">
      <p><strong>像是有{found.kind} {found.masked}</strong></p>
      <p>不必写群众的号码，要删去吗？</p>
      <div class="pair">
        <button type="button" class="button" onClick={() => onChange(without(text, found))}>删去</button>
        <button type="button" class="button" onClick={() => { kept.value = [...kept.value, found.text]; }}>保留</button>
      </div>
    </div>
  );
}
