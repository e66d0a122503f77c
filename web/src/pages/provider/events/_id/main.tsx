// One event: the provider takes a seat in a session or gives it back, or says when it could come.
// SPDX-License-Identifier: Apache-2.0
import { type Answer, answer, api, ifMatch, ifThere, type Schemas } from '#api/client.ts';
import { Breadcrumbs, Button, InsetText } from '#components/index.ts';
import { CheckField, type Choice, ChoiceField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { CalledOff, EventTag, freeSeats, loadEvent, type ProviderEvent, sessionOf, Sessions, sessionTime } from '#market/events.tsx';
import { Facts } from '#site/facts.tsx';
import { screen, type View } from '#site/screen.tsx';
import { onDay } from '#site/words.ts';

interface Whole {
  event: ProviderEvent;
  // What the provider has said so far.
  own: Answer<Schemas['Availability']> | null;
}

const sessions = ({ event, own }: Whole): Choice[] => event.slots.map((session) => ({
  value: String(session.slot), text: sessionTime(session),
  hint: session.slot === own?.data.slot ? 'Your seat is here' : freeSeats(session),
}));

const at = ({ id }: ProviderEvent) => ({ path: { provider_event_id: id } });

function Take({ data, data: { event, own }, reload }: View<Whole>) {
  const form = useForm({
    read: (values) => ({ slot: Number(values.chosen<string>('slot', 'Choose a session')) }),
    send: (body, headers) => answer(api.POST('/v1/provider-events/{provider_event_id}/booking', { params: at(event), body, headers })),
    done: ({ data: now }) => reload(`You have a seat from ${sessionOf(now, now.answers[0]?.slot)}`),
  });
  const slot = own?.data.slot ?? null;
  return (
    <Form form={form}>
      <ChoiceField form={form} name="slot" label={slot === null ? 'In which session do you want a seat?' : 'Change to another session'}
        choices={sessions(data)} value={slot === null ? null : String(slot)} />
      <SendButton form={form} text={slot === null ? 'Take a seat' : 'Change the seat'} />
    </Form>
  );
}

function Wish({ data, data: { event, own }, reload }: View<Whole>) {
  const form = useForm({
    read: (values) => ({ could: values.all('could').map(Number) }),
    send: (body) => answer(api.PUT('/v1/provider-events/{provider_event_id}/availability', {
      params: { ...at(event), header: ifMatch(own?.etag) }, body })),
    done: () => reload('The lead authority knows when you could come'),
  });
  return (
    <Form form={form}>
      <h2 class="govuk-heading-m">Or say when you could come, and be given a seat</h2>
      <p class="govuk-body">
        The lead authority gives out the seats so that as many as possible can come, and you are told. A seat that you have is not lost.
      </p>
      <CheckField form={form} name="could" label="To which sessions could you come?" choices={sessions(data)}
        values={own?.data.could.map(String)} />
      <SendButton form={form} text="Save" secondary />
    </Form>
  );
}

function Event(view: View<Whole>) {
  const { event, own } = view.data;
  const seat = sessionOf(event, own?.data.slot);
  return (
    <>
      <Breadcrumbs items={[{ text: 'Events for providers', href: `/provider/events/?scheme_id=${event.scheme_id}` }, { text: event.name }]} />
      <h1 class="govuk-heading-l">{event.name}</h1>
      <CalledOff event={event} />
      {seat && <InsetText>{`You ${event.state === 'cancelled' ? 'had' : 'have'} a seat from ${seat}.`}</InsetText>}
      <Facts of={[['State', <EventTag state={event.state} />], ['Day', onDay(event.held_on)], ['Place', event.place],
        ['Scheme', <a class="govuk-link" href={`/schemes/${event.scheme_id}/`}>What it is for, and how to join</a>]]} />
      {event.state === 'announced' ? (
        <>
          {seat && <Button href={`/provider/events/${event.id}/give-back/`} classes="govuk-button--secondary">Give the seat back</Button>}
          <Take key={`seat ${own?.data.slot}`} {...view} />
          <Wish key={`could ${own?.data.could.join()}`} {...view} />
        </>
      ) : <Sessions event={event} />}
    </>
  );
}

void screen<Whole>({
  load: async ({ ids: [event_id = ''] }) => {
    const [event, own] = await Promise.all([
      loadEvent(event_id),
      ifThere(api.GET('/v1/provider-events/{provider_event_id}/availability', { params: { path: { provider_event_id: event_id } } })),
    ]);
    return { event, own };
  },
  title: ({ event }) => event.name,
  view: Event,
});
