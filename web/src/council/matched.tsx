// matched.tsx - which homes would be invited, while somebody tries distances.
// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState } from 'preact/hooks';

import { Problem, type Schemas } from '#api/client.ts';
import { Button, Input } from '#components/index.ts';
import { WideTable } from '#lists/wide-table.tsx';
import { inWords, plural } from '#site/words.ts';
import { loadMatches } from './load.ts';
import { exclusions, inMiles } from './words.ts';

type Matches = Schemas['Matches'];

// The matches at the distance that was typed, once the typing has paused.
export function useMatches(referral_id: string, first: Matches) {
  const [matches, setMatches] = useState<Matches>(first);
  const [fault, setFault] = useState<string>();
  const timer = useRef(0);
  const latest = useRef(0);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const ask = async (radius: string) => {
    const turn = ++latest.current;
    try {
      const found = await loadMatches(referral_id, radius.trim() || undefined);
      if (turn !== latest.current)
        return;
      setMatches(found);
      setFault(undefined);
    } catch (error) {
      if (turn === latest.current)
        setFault(error instanceof Problem ? error.faults[0]?.detail ?? error.message : (error as Error).message);
    }
  };
  const tryRadius = (radius: string) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void ask(radius), 400);
  };
  const giveUp = () => {
    window.clearTimeout(timer.current);
    latest.current++;
    setMatches(first);
    setFault(undefined);
  };
  return { matches, fault, tryRadius, giveUp };
}

export const countOf = ({ matched, excluded, radius_miles }: Matches): string =>
  `${matched.length === 0 ? 'No home' : plural(matched.length, 'home')} would be invited within ${inMiles(radius_miles)}`
  + `${excluded.length > 0 ? `, ${excluded.length} would not` : ''}.`;

export const isOther = (trial: Matches, saved: Matches): boolean => trial.radius_miles !== saved.radius_miles;

// The distance the referral has, and beside it the one that is being tried.
export function Matched({ saved, trial, use }: {
  saved: Matches;
  trial: ReturnType<typeof useMatches>;
  // Keeps the distance that was tried.
  use: (radius: number) => Promise<void>;
}) {
  const { matches, fault, tryRadius, giveUp } = trial;
  const input = useRef<HTMLInputElement>(null);
  const goBack = () => {
    giveUp();
    input.current!.value = String(saved.radius_miles);
    input.current!.focus();
  };
  return (
    <>
      <Input id="try-radius" name="try-radius" label={{ text: 'Try another distance' }} suffix={{ text: 'miles' }}
        classes="govuk-input--width-5" inputmode="decimal"
        errorMessage={fault === undefined ? undefined : { text: fault }}
        attributes={{
          ref: input, defaultValue: String(saved.radius_miles), onInput: (event) => tryRadius(event.currentTarget.value),
        }} />
      <p class="govuk-body govuk-!-font-weight-bold" role="status">{countOf(matches)}</p>
      {isOther(matches, saved) && (
        <div class="govuk-button-group">
          {!fault && (
            <Button type="button" classes="govuk-button--secondary"
              attributes={{ onClick: () => void use(matches.radius_miles) }}>
              {`Use ${inMiles(matches.radius_miles)} for this referral`}
            </Button>
          )}
          <Button type="button" classes="govuk-button--secondary" attributes={{ onClick: goBack }}>
            {`Go back to ${inMiles(saved.radius_miles)}`}
          </Button>
        </div>
      )}
      <Homes matches={matches} />
    </>
  );
}

const shortest = 10;

function Homes({ matches }: { matches: Matches }) {
  const [all, setAll] = useState(false);
  const cut = <T,>(rows: T[]) => (all ? rows : rows.slice(0, shortest));
  const more = Math.max(matches.matched.length, matches.excluded.length) > shortest;
  return (
    <>
      {matches.matched.length > 0 && (
        <WideTable caption="Homes that would be invited, nearest first" firstCellIsHeader
          head={[{ text: 'Home' }, { text: 'Provider' }, { text: 'Distance' }, { text: 'Rating' }]}
          rows={cut(matches.matched).map(({ name, provider, miles, rating }) => [
            { text: name }, { text: provider }, { text: inMiles(miles) }, { text: inWords(rating) },
          ])} />
      )}
      {matches.excluded.length > 0 && (
        <WideTable caption="Homes that would not be invited, and why" firstCellIsHeader
          head={[{ text: 'Home' }, { text: 'Distance' }, { text: 'Why not' }]}
          rows={cut(matches.excluded).map(({ name, miles, reason }) => [
            { text: name }, { text: inMiles(miles) }, { text: exclusions[reason] },
          ])} />
      )}
      {more && !all && (
        <Button type="button" classes="govuk-button--secondary" attributes={{ onClick: () => setAll(true) }}>
          Show all homes
        </Button>
      )}
    </>
  );
}
