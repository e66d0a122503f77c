// words.ts - figures, days and the API's words as a person reads them.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';

const pounds = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' });

export const money = (pence: number): string => pounds.format(pence / 100).replace(/\.00$/, '');

const zone = { timeZone: 'Europe/London' } as const;
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', ...zone });
const clock = new Intl.DateTimeFormat('en-GB', {
  hour: 'numeric', minute: '2-digit', hour12: true, ...zone });

// "2027-04-01" or a time -> "1 April 2027", in London.
export const onDay = (date: string): string => day.format(new Date(date));

// "1 April 2027 at 5:30pm"
export const atTime = (time: string): string =>
  `${onDay(time)} at ${clock.format(new Date(time)).replace(/[\s\u202f](am|pm)/i, (_, half) => half.toLowerCase())}`;

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

// The lines of an address.
export const postal = (
  { line_1, line_2, town, postcode }: { line_1: string; line_2?: string | null; town: string; postcode: string },
): string[] => [line_1, line_2, town, postcode].flatMap((line) => (line ? [line] : []));

export const freePlaces = (count: number): string => (count === 0 ? 'No free places' : plural(count, 'free place'));

// "requires_improvement", "older-people", "sen-day" -> "Requires improvement", "Older people", "SEN day"
export const inWords = (word: string): string => {
  const words = word.replaceAll(/[_-]/g, ' ').replace(/\bsen\b/, 'SEN');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

// As officers say them; providers read how soon that is (#provider/words.ts).
export const urgencies: Record<Schemas['Urgency'], string> = {
  emergency: 'Emergency', urgent: 'Urgent', next_day: 'Next day', standard: 'Standard', planned: 'Planned',
};

export const regulators: Record<Schemas['Regulator'], string> = {
  cqc: 'Care Quality Commission (CQC)', ofsted: 'Ofsted', dfe: 'Department for Education', none: 'None',
};

export const inspectorates: Record<Schemas['Inspectorate'], string> = {
  cqc: regulators.cqc, ofsted: regulators.ofsted, isi: 'Independent Schools Inspectorate', estyn: 'Estyn', ciw: 'Care Inspectorate Wales',
};

// What a report was made by, where its short name says little.
const frameworks: Record<string, string> = {
  oeif: 'Education inspection framework', sccif: 'Social care inspection framework', ratings: 'Ratings',
  assessment: 'Single assessment framework',
};

export const frameworkName = (framework: string): string => frameworks[framework] ?? inWords(framework);

export const roles: Record<Schemas['Role'], string> = {
  lead: 'Lead authority officer',
  council: 'Placement officer',
  provider: 'Provider',
  auditor: 'Auditor',
  portal: 'Portal',
};

const londonParts = new Intl.DateTimeFormat('en-CA', {
  year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
  hourCycle: 'h23', ...zone });

// A time -> what London's calendar and clocks say then, for a form.
export function londonTime(time: string): { date: string; clock: string } {
  const of = Object.fromEntries(londonParts.formatToParts(new Date(time))
    .map(({ type, value }) => [type, value]));
  return { date: `${of['year']}-${of['month']}-${of['day']}`, clock: `${of['hour']}:${of['minute']}` };
}

// A day and the minutes since midnight in London -> UTC.
export function inLondon(date: string, minutes: number): string {
  const wanted = Date.parse(`${date}T00:00:00Z`) + minutes * 60_000;
  const said = (time: number) => {
    const { date: day, clock } = londonTime(new Date(time).toISOString());
    return Date.parse(`${day}T${clock}:00Z`);
  };
  const summer = said(wanted) - wanted;
  const guess = wanted - summer;
  return new Date(guess + wanted - said(guess)).toISOString().replace('.000Z', 'Z');
}
