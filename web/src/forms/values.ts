// values.ts - what was typed into a form, as the API wants it.
// SPDX-License-Identifier: Apache-2.0
import type { Fault } from '#api/problem.ts';
import { inLondon } from '#site/words.ts';

const unreadableTime = 'Write a time such as 5pm, 5:30pm or 17:00';

// Each reading that cannot be made leaves a fault; what the form then sends is
// only to hear of the others.
export class Values {
  readonly faults: Fault[] = [];

  constructor(private readonly form: FormData) {}

  private wrong(field: string, detail: string): void {
    this.faults.push({ field, detail });
  }

  text(name: string): string {
    return String(this.form.get(name) ?? '').trim();
  }

  // What may not be left out, in a form whose body is looked at before it is
  // sent: the API, which says so too, is not asked then.
  required(name: string): string {
    const text = this.text(name);
    if (text === '')
      this.wrong(name, 'This must not be empty.');
    return text;
  }

  // null where nothing was typed.
  optional(name: string): string | null {
    return this.text(name) || null;
  }

  all(name: string): string[] {
    return this.form.getAll(name).map(String);
  }

  checked(name: string): boolean {
    return this.form.get(name) !== null;
  }

  // null where none was chosen.
  file(name: string): File | null {
    const value = this.form.get(name);
    return value instanceof File && value.size > 0 ? value : null;
  }

  // One of several, of which one has to be chosen.
  chosen<T extends string>(name: string, sentence: string): T {
    const value = this.form.get(name);
    if (value === null || value === '')
      this.wrong(name, sentence);
    return value as T;
  }

  // The rows of a <Rows>, each read by its place: "needs-0", "needs-1".
  rows<T>(list: string, read: (at: string) => T): T[] {
    const places = new Set([...this.form.keys()]
      .map((name) => new RegExp(`^${list}-\\d+(?=-)`).exec(name)?.[0]));
    return [...places].filter((at) => at !== undefined).map(read);
  }

  number(name: string): number {
    const value = this.optionalNumber(name);
    if (value === null && !this.faults.some(({ field }) => field === name))
      this.wrong(name, 'Enter a number');
    return value ?? 0;
  }

  optionalNumber(name: string): number | null {
    const text = this.text(name).replaceAll(',', '');
    if (text === '')
      return null;
    if (!/^-?\d{1,12}([.]\d{1,4})?$/.test(text)) {
      this.wrong(name, 'Write a number in digits, such as 12');
      return null;
    }
    return Number(text);
  }

  // Pounds as people write them -> pence.
  pence(name: string): number {
    const value = this.optionalPence(name);
    if (value === null && !this.faults.some(({ field }) => field === name))
      this.wrong(name, 'Enter an amount in pounds');
    return value ?? 0;
  }

  optionalPence(name: string): number | null {
    const text = this.text(name).replace(/^£\s*/, '').replaceAll(',', '');
    if (text === '')
      return null;
    const match = /^(\d{1,9})(?:[.](\d{2}))?$/.exec(text);
    if (match === null) {
      this.wrong(name, 'Write an amount in pounds, such as 1,250 or 1250.50');
      return null;
    }
    return Number(match[1]) * 100 + Number(match[2] ?? 0);
  }

  // Three fields: name-day, name-month, name-year -> 2027-04-01.
  date(name: string): string {
    const value = this.optionalDate(name);
    if (value === null && !this.faults.some(({ field }) => field === name))
      this.wrong(name, 'Enter a date');
    return value ?? '';
  }

  optionalDate(name: string): string | null {
    const [day, month, year] = ['day', 'month', 'year'].map((part) => this.text(`${name}-${part}`));
    if (!day && !month && !year)
      return null;
    const date = `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
    if (!/^\d{4}-\d\d-\d\d$/.test(date) || new Date(`${date}T00:00:00Z`).getUTCDate() !== Number(day)) {
      this.wrong(name, 'Enter a real date, such as 27 3 2027');
      return null;
    }
    return date;
  }

  // A time of day, as people write times -> 17:00.
  clock(name: string): string {
    const time = timeOf(this.text(name));
    if (time === null) {
      this.wrong(name, unreadableTime);
      return '';
    }
    return [Math.floor(time / 60), time % 60].map((part) => String(part).padStart(2, '0')).join(':');
  }

  // A moment in London: a date, and name-time as people write times -> UTC.
  instant(name: string): string {
    const value = this.optionalInstant(name);
    if (value === null && !this.faults.some(({ field }) => field === name))
      this.wrong(name, 'Enter a date and a time');
    return value ?? '';
  }

  // null where neither day nor time was typed.
  optionalInstant(name: string): string | null {
    const date = this.optionalDate(name);
    const text = this.text(`${name}-time`);
    if (this.faults.some(({ field }) => field === name) || (date === null && text === ''))
      return null;
    const time = timeOf(text);
    if (date === null || time === null) {
      this.wrong(name, date === null ? 'Enter a date' : unreadableTime);
      return null;
    }
    return inLondon(date, time);
  }
}

// "5pm", "5:30 pm", "17:00", "noon" -> minutes since midnight
function timeOf(text: string): number | null {
  if (/^(12 ?)?(noon|midday)$/i.test(text))
    return 12 * 60;
  const match = /^(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)?$/i.exec(text);
  if (match === null || (match[2] === undefined && match[3] === undefined))
    return null;
  const [hour, minute, half] = [Number(match[1]), Number(match[2] ?? 0), match[3]?.toLowerCase()];
  if (minute > 59 || hour > (half ? 12 : 23) || (half && hour === 0))
    return null;
  return ((half ? hour % 12 + (half === 'pm' ? 12 : 0) : hour) * 60) + minute;
}
