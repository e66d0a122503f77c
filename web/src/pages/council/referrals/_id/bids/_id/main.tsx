// One opened bid: its text and its score first, its price after.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, ifThere, type Schemas } from '#api/client.ts';
import { loadScale, MarkFields, readMark, type Scale } from '#assessment/scale.tsx';
import { Details, InsetText, SummaryList, WarningText } from '#components/index.ts';
import { differ, isScored } from '#council/bid-standing.tsx';
import { linkTo, ReferralFrame } from '#council/frame.tsx';
import { loadReferral } from '#council/load.ts';
import { inMiles, nonCompliance, price, shortly } from '#council/words.ts';
import { ProseField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { categoryOf } from '#market/load.ts';
import { goTo } from '#site/notices.tsx';
import { Quoted } from '#site/quoted.tsx';
import { screen, type View } from '#site/screen.tsx';
import { atTime, inWords, money, onDay } from '#site/words.ts';

type Bid = Schemas['OpenedBid'];

interface Data {
  referral: Schemas['Referral'];
  bid: Bid;
  evaluators: number;
  scale: Scale;
  // As what one's own score, and the consensus, were read.
  scoreTag: string;
  consensusTag: string;
}

void screen<Data>({
  title: ({ bid }) => `${bid.name}, bid`,
  load: async ({ ids: [referral_id, bid_id] }) => {
    const path = { params: { path: { bid_id: bid_id! } } };
    const [{ data: referral }, bid, own, agreed, scale] = await Promise.all([
      loadReferral(referral_id!),
      body(api.GET('/v1/bids/{bid_id}', path)),
      ifThere(api.GET('/v1/bids/{bid_id}/evaluation', path)),
      ifThere(api.GET('/v1/bids/{bid_id}/consensus', path)),
      loadScale(),
    ]);
    const { evaluators } = await categoryOf(referral.category_id);
    return { referral, bid, evaluators, scale, scoreTag: own?.etag ?? '', consensusTag: agreed?.etag ?? '' };
  },
  view: (view) => {
    const { referral, bid } = view.data;
    return (
      <ReferralFrame referral={referral} title={bid.name}>
        {!bid.compliant && <NotConsidered bid={bid} />}
        <Statement {...view.data} />
        {referral.state === 'opened' && bid.compliant && <Score {...view} />}
        <Scores bid={bid} />
        {referral.state === 'opened' && isScored(bid, view.data.evaluators) && differ(bid) && <Agree {...view} />}
        {bid.flags.includes('abnormally_low') && <LowPrice {...view} />}
        <Details summaryText="Price, and how it is made up"><Price {...view.data} /></Details>
        <Details summaryText="Home and receipt"><Home bid={bid} /></Details>
        <p class="govuk-body"><a class="govuk-link" href={linkTo(referral, 'bids')}>Back to all bids</a></p>
      </ReferralFrame>
    );
  },
});

function NotConsidered({ bid }: { bid: Bid }) {
  return (
    <InsetText>
      <p class="govuk-body"><strong>This bid is not considered.</strong></p>
      {bid.reasons.map((reason) => <p class="govuk-body">{nonCompliance[reason]}</p>)}
      {bid.disregarded && <p class="govuk-body">{`Reason given: ${bid.disregarded.reason}`}</p>}
    </InsetText>
  );
}

function Statement({ referral, bid }: Data) {
  const met = (codes: string[], all: { code: string; text: string }[]) => (
    all.length === 0 ? 'Nothing was asked for' : (
      <ul class="govuk-list">
        {all.map(({ code, text }) => <li>{`${codes.includes(code) ? 'Yes' : 'No'}: ${text}`}</li>)}
      </ul>
    )
  );
  return (
    <>
      <h2 class="govuk-heading-m">How the outcomes will be met</h2>
      {referral.outcomes.length > 0 && (
        <ul class="govuk-list govuk-list--bullet">{referral.outcomes.map(({ text }) => <li>{text}</li>)}</ul>
      )}
      <Quoted text={bid.statement} empty="This bid has no text that could be read." />
      <SummaryList rows={[
        { key: { text: 'Needs it can meet' }, value: { text: met(bid.needs_met, referral.needs) } },
        { key: { text: 'Features it has' }, value: { text: met(bid.features_met, referral.features) } },
        { key: { text: 'Free from' }, value: { text: bid.available_from === null ? 'Not said' : onDay(bid.available_from) } },
      ]} />
    </>
  );
}

function Score({ data: { referral, bid, evaluators, scale, scoreTag } }: View<Data>) {
  const form = useForm({
    read: (values) => readMark(values, '', 'Choose a score'),
    send: (body) => answer(api.PUT('/v1/bids/{bid_id}/evaluation', {
      params: { path: { bid_id: bid.id } }, body, headers: scoreTag ? { 'If-Match': scoreTag } : {},
    })),
    done: () => goTo(linkTo(referral, 'bids'), `Your score of ${bid.name} is recorded.`),
  });
  // What the others gave is shown before one's own only where nobody else scores.
  if (bid.evaluation === null && bid.evaluations !== null)
    return <InsetText>{`${evaluators} officers have scored this bid. Nobody else scores it.`}</InsetText>;
  return (
    <>
      <h2 class="govuk-heading-m">Your score</h2>
      {evaluators > 1 && (
        <p class="govuk-body">
          {`${evaluators} officers score this bid. You see the scores of the others once you have given yours.`}
        </p>
      )}
      <Form form={form}>
        <MarkFields form={form} place="" scale={scale} mark={bid.evaluation} rows={4} why="Why"
          label="How well the text answers the outcomes"
          hint="Every bidder reads the reasons for its own score after the award." />
        <SendButton form={form} text={bid.evaluation === null ? 'Record the score' : 'Change the score'} />
      </Form>
    </>
  );
}

function Agree({ data: { referral, bid, scale, consensusTag } }: View<Data>) {
  const form = useForm({
    read: (values) => readMark(values, 'agreed-', 'Choose the score that you agree on'),
    send: (body) => answer(api.PUT('/v1/bids/{bid_id}/consensus', {
      params: { path: { bid_id: bid.id } }, body, headers: consensusTag ? { 'If-Match': consensusTag } : {},
    })),
    prefix: 'agreed-',
    done: () => goTo(linkTo(referral, 'bids'), `The agreed score of ${bid.name} is recorded.`),
  });
  return (
    <>
      <h2 class="govuk-heading-m">The score you agree on</h2>
      <p class="govuk-body">The scores differ. Talk about them, and record one that all of you stand by.</p>
      <Form form={form}>
        <MarkFields form={form} place="agreed-" scale={scale} mark={bid.consensus} rows={4}
          label="Agreed score" why="Why you agree on it" />
        <SendButton form={form} text={bid.consensus === null ? 'Record the agreed score' : 'Change the agreed score'} />
      </Form>
    </>
  );
}

function Scores({ bid }: { bid: Bid }) {
  const given = bid.evaluations ?? [];
  if (given.length === 0)
    return null;
  return (
    <>
      <h2 class="govuk-heading-m">Scores given</h2>
      <SummaryList rows={[
        ...given.map(({ evaluator, score, reason, evaluated_at }) => ({
          key: { text: `${score} by ${evaluator.name}` },
          value: { text: <>{reason}<br /><span class="govuk-hint">{atTime(evaluated_at)}</span></> },
        })),
        bid.consensus && {
          key: { text: `${bid.consensus.score} agreed` },
          value: {
            text: (
              <>
                {bid.consensus.reason}
                <br />
                <span class="govuk-hint">{`${bid.consensus.agreed_by.name}, ${atTime(bid.consensus.agreed_at)}`}</span>
              </>
            ),
          },
        },
      ]} />
    </>
  );
}

function LowPrice({ data: { referral, bid }, reload }: View<Data>) {
  return (
    <>
      <h2 class="govuk-heading-m">Unusually low price</h2>
      <p class="govuk-body">
        {`The price of ${price(bid.price_pence, referral.price_unit)} is unusually low. The provider was `
          + `asked to explain it${bid.explanation_due_at ? ` by ${atTime(bid.explanation_due_at)}` : ''}.`}
      </p>
      <Quoted text={bid.explanation?.text} empty="It has not explained it." />
      {referral.state === 'opened' && bid.disregarded === null && <Disregard bid={bid} reload={reload} />}
    </>
  );
}

function Disregard({ bid, reload }: { bid: Bid; reload: (done: string) => Promise<void> }) {
  const form = useForm({
    read: (values) => ({ reason: values.text('disregard-reason') }),
    send: (body, headers) => answer(api.POST('/v1/bids/{bid_id}/disregard', {
      params: { path: { bid_id: bid.id } }, body, headers,
    })),
    prefix: 'disregard-',
    done: () => reload(`The bid of ${bid.name} is disregarded.`),
  });
  return (
    <Details summaryText="The explanation does not convince" open={bid.explanation !== null}>
      <Form form={form}>
        <WarningText>
          A disregarded bid takes no further part, and that cannot be undone. If the explanation is
          good, do nothing: the bid stays.
        </WarningText>
        <ProseField form={form} name="disregard-reason" label="Why the bid is disregarded" rows={4} most={2000}
          hint="The provider reads it." />
        <SendButton form={form} text="Disregard the bid" warning />
      </Form>
    </Details>
  );
}

function Price({ referral, bid }: Data) {
  const heads = new Map(referral.cost_heads.map(({ code, name }) => [code, name]));
  return (
    <>
      <p class="govuk-body"><strong>{price(bid.price_pence, referral.price_unit)}</strong></p>
      {bid.children.map((child, n) => (
        <SummaryList card={{ title: { text: referral.children > 1 ? `Person ${n + 1}` : 'Parts of the price', headingLevel: 3 } }}
          rows={[
            ...Object.entries(child.core_pence ?? {}).map(([code, pence]) => ({
              key: { text: heads.get(code) ?? code }, value: { text: money(pence) },
            })),
            ...(child.variable ?? []).map(({ text, amount_pence }) => ({
              key: { text }, value: { text: money(amount_pence) },
            })),
          ]} />
      ))}
      <p class="govuk-body">
        Costs that the bid does not name are as accredited. Accredited discounts are taken off.
      </p>
    </>
  );
}

function Home({ bid }: { bid: Bid }) {
  return (
    <SummaryList rows={[
      { key: { text: 'Provider' }, value: { text: bid.provider.name } },
      { key: { text: 'Rating when accredited' }, value: { text: inWords(bid.rating) } },
      { key: { text: 'Distance' }, value: { text: inMiles(bid.miles) } },
      { key: { text: 'Carried score' }, value: { text: `${shortly(bid.core_score)} of 100` } },
      { key: { text: 'Received' }, value: { text: atTime(bid.received_at) } },
      { key: { text: 'Fingerprint of the sealed bid' }, value: { text: <code>{bid.sealed_sha256}</code> } },
    ]} />
  );
}
