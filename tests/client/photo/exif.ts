/** A block of EXIF as cameras write it: one directory, in it the way to a second one with `texts` by their tags. */
export function exif(little: boolean, texts: Record<number, string>): Uint8Array<ArrayBuffer> {
  const tags = Object.entries(texts);
  const [second, after] = [26, 26 + 2 + 12 * tags.length + 4];
  const data = new DataView(new ArrayBuffer(after + 24 * tags.length));
  const bytes = new Uint8Array(data.buffer);
  const write = (place: number, text: string) => bytes.set([...text].map((letter) => letter.charCodeAt(0)), place);
  const entry = (place: number, tag: number, kind: number, count: number, value: number) => {
    data.setUint16(place, tag, little);
    data.setUint16(place + 2, kind, little);
    data.setUint32(place + 4, count, little);
    data.setUint32(place + 8, value, little);
  };
  write(0, little ? 'II' : 'MM');
  data.setUint16(2, 42, little);
  data.setUint32(4, 8, little);
  data.setUint16(8, 1, little);
  entry(10, 0x8769, 4, 1, second);
  data.setUint16(second, tags.length, little);
  tags.forEach(([tag, text], place) => {
    const start = after + 24 * place;
    entry(second + 2 + 12 * place, Number(tag), 2, text.length + 1, start);
    write(start, text);
  });
  return bytes;
}
