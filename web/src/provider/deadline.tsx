// deadline.tsx - a deadline, and how long it is until then, in words.
// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'preact/hooks';

import { atTime, plural } from '#site/words.ts';

const MINUTE = 60_000;

// "2 days 4 hours left", "1 hour 5 minutes left": two figures are enough.
export function timeLeft(deadline: string, now: number): string {
  const minutes = Math.floor((Date.parse(deadline) - now) / MINUTE);
  if (minutes < 0)
    return 'over';
  const parts: [number, string][] = [
    [Math.floor(minutes / 1440), 'day'], [Math.floor(minutes / 60) % 24, 'hour'], [minutes % 60, 'minute'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0)
    return 'less than a minute left';
  const told = parts.slice(first, first + 2).filter(([count]) => count > 0);
  return `${told.map(([count, one]) => plural(count, one)).join(' ')} left`;
}

// `open`: bids are still taken, says the API, whose clock is the one that counts.
export function Deadline({ deadline, open }: { deadline: string; open: boolean }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE / 2);
    return () => clearInterval(timer);
  }, []);
  const left = timeLeft(deadline, now);
  return (
    <>
      {atTime(deadline)}
      <br />
      <strong>{open && left !== 'over' ? left : open ? 'at any moment' : 'over'}</strong>
    </>
  );
}
