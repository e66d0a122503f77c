// values.ts - what was typed into a form, as the API wants it.
// SPDX-License-Identifier: Apache-2.0
import type { Fault } from '../api/problem.ts';

// Each reading that cannot be made leaves a fault; the form then sends nothing.
export class Values {
  readonly faults: Fault[] = [];
  private readonly form: FormData;

  constructor(form: HTMLFormElement, submitter?: HTMLElement | null) {
    this.form = new FormData(form, submitter);
  }

  private wrong(field: string, detail: string): void {
    this.faults.push({ field, detail });
  }

  text(name: string): string {
    return String(this.form.get(name) ?? '').trim();
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

  // One of several, of which one has to be chosen.
  chosen<T extends string>(name: string, sentence: string): T {
    const value = this.form.get(name);
    if (value === null || value === '')
      this.wrong(name, sentence);
    return value as T;
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
}
