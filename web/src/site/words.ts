// words.ts - figures, days and the API's words as a person reads them.
// SPDX-License-Identifier: Apache-2.0

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

// "requires_improvement", "older-people" -> "Requires improvement", "Older people"
export const inWords = (word: string): string => {
  const words = word.replaceAll(/[_-]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
