// One event for providers: how full its sessions are, who comes, giving out seats, changing it and calling it off.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, everything, type Schemas } from '#api/client.ts';
import { Button } from '#components/index.ts';
import { SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { eventAddress, EventFrame, loadOfEvent } from '#lead/event-frame.tsx';
import { CsvButton } from '#lists/csv.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { CalledOff, EventTag, type ProviderEvent, sessionOf, Sessions } from '#market/events.tsx';
import { Facts } from '#site/facts.tsx';
import { screen, type View } from '#site/screen.tsx';
import { onDay } from '#site/words.ts';

interface Whole {
  scheme: Schemas['Scheme'];
  event: ProviderEvent;
  // Of those who have answered, by id.
  names: Map<string, string>;
}

type Answered = ProviderEvent['answers'][number];

async function load(event_id: string): Promise<Whole> {
  const { scheme, event: { data: event } } = await loadOfEvent(event_id);
  const providers = event.answers.length === 0 ? [] : await everything((cursor) =>
    body(api.GET('/v1/organisations', { params: { query: { kind: 'provider', cursor, limit: 100 } } })));
  return { scheme, event, names: new Map(providers.map(({ id, name }) => [id, name])) };
}

function Who({ event, names }: Whole) {
  const { answers } = event;
  if (answers.length === 0)
    return <p class="govuk-body">No provider has answered yet.</p>;
  const name = ({ provider_id }: Answered) => names.get(provider_id);
  const could = ({ could: slots }: Answered) => slots.map((slot) => sessionOf(event, slot)).join(', ');
  const seat = ({ slot }: Answered) => sessionOf(event, slot);
  return (
    <>
      <WideTable caption="Providers who have answered" firstCellIsHeader
        head={[{ text: 'Provider' }, { text: 'Could come' }, { text: 'Has a seat' }]}
        rows={answers.map((one) => [{ text: name(one) }, { text: could(one) || '–' }, { text: seat(one) ?? 'No' }])} />
      <CsvButton file="event.csv" head={['Provider', 'Could come', 'Has a seat']} load={async () => answers}
        row={(one) => [name(one), could(one), seat(one)]} />
    </>
  );
}

function GiveOut({ data: { event }, reload }: View<Whole>) {
  const form = useForm({
    read: () => ({}),
    send: (body, headers) => answer(api.POST('/v1/provider-events/{provider_event_id}/allocation', {
      params: { path: { provider_event_id: event.id } }, body, headers })),
    done: ({ data: { answers } }) =>
      reload(`${answers.filter(({ slot }) => slot !== null).length} of ${answers.length} who answered have a seat`),
  });
  return (
    <Form form={form}>
      <p class="govuk-body">
        As many as possible of those who have said when they could come get a seat. Whoever has one keeps one, perhaps in another session
        that they could come to. All of them are told.
      </p>
      <SendButton form={form} text="Give out the seats" />
    </Form>
  );
}

function Event(view: View<Whole>) {
  const { data, data: { scheme, event } } = view;
  const isAhead = event.state === 'announced';
  return (
    <EventFrame scheme={scheme} title={event.name}>
      <CalledOff event={event} />
      <Facts of={[['State', <EventTag state={event.state} />], ['Day', onDay(event.held_on)], ['Place', event.place], ['Announced', onDay(event.created_at)]]} />
      {isAhead && (
        <div class="govuk-button-group no-print">
          <Button href={eventAddress(event, 'change')} classes="govuk-button--secondary">Change the event</Button>
          <a class="govuk-link" href={eventAddress(event, 'call-off')}>Call it off</a>
        </div>
      )}
      <Sessions event={event} />
      <Who {...data} />
      {isAhead && event.answers.length > 0 && <GiveOut {...view} />}
    </EventFrame>
  );
}

void screen<Whole>({
  load: ({ ids: [event_id = ''] }) => load(event_id),
  title: ({ event }) => event.name,
  view: Event,
});
