// One event, and the proof that it is in the log as it was sealed.
// SPDX-License-Identifier: Apache-2.0
import { api, body, Problem, type Schemas } from '#api/client.ts';
import { check, type Finding } from '#audit/check.ts';
import { whoOf } from '#audit/who.ts';
import { BackLink, Button, Details, InsetText, Tag } from '#components/index.ts';
import { save } from '#lists/save.ts';
import { WideTable } from '#lists/wide-table.tsx';
import { typeInWords } from '#market/event-words.ts';
import { Facts } from '#site/facts.tsx';
import { screen, type View } from '#site/screen.tsx';
import { atTime } from '#site/words.ts';

interface Proven {
  // null in the second before it is sealed.
  proof: Schemas['AuditProof'] | null;
  findings: Finding[];
  actor: string;
}

async function load(event_id: string): Promise<Proven> {
  try {
    const [proof, keys] = await Promise.all([
      body(api.GET('/v1/audit/proof', { params: { query: { event_id } } })),
      body(api.GET('/v1/keys')),
    ]);
    const [actor, findings] = await Promise.all([whoOf(proof.event), check(proof, keys.items)]);
    return { proof, actor, findings };
  } catch (error) {
    if (error instanceof Problem && error.slug === 'not-sealed')
      return { proof: null, actor: '', findings: [] };
    throw error;
  }
}

function Found({ right }: Finding) {
  if (right === null)
    return <Tag classes="govuk-tag--grey">This browser cannot tell</Tag>;
  return right ? <Tag classes="govuk-tag--green">Right</Tag> : <Tag classes="govuk-tag--red">Wrong</Tag>;
}

const long = (text: string | null) => (text ? <code>{text}</code> : 'None');

function Proof({ data: { findings, actor }, proof }: View<Proven> & { proof: Schemas['AuditProof'] }) {
  const { event, batch } = proof;
  const download = () => save(`proof-${event.id}.json`,
    new Blob([JSON.stringify(proof, null, 2)], { type: 'application/json' }));
  return (
    <>
      <Facts
        of={[
          ['When', atTime(event.at)],
          ['Who', actor],
          event.subject_id && ['Thing', <a class="govuk-link" href={`/audit/log/?subject_id=${event.subject_id}`}>{long(event.subject_id)}</a>],
          event.referral_id && ['Referral', <a class="govuk-link" href={`/audit/log/?referral_id=${event.referral_id}`}>{long(event.referral_id)}</a>],
          ['Request', long(event.request_id)],
        ]}
      />
      <WideTable caption="Checked in your browser just now" firstCellIsHeader head={[{ text: 'What' }, { text: 'Found' }]}
        rows={findings.map((one) => [{ text: one.what }, { text: <Found {...one} /> }])} />
      <p class="govuk-body">
        Whoever doubts this browser checks the file with <code>fairlot audit check</code> and the public key, and needs nothing else of ours.
      </p>
      <Button type="button" classes="govuk-button--secondary" attributes={{ onClick: download }}>Download the proof</Button>
      <Details summaryText="Digests and signature">
        <Facts of={[['Digest of the event', long(event.sha256)], ['Salt', long(event.salt)], ['Batch', `${batch.number}, sealed ${atTime(batch.sealed_at)}`],
          ['Root', long(batch.root)], ['Before it', long(batch.previous)], ['Head', long(batch.head)], ['Signature', long(batch.signature)]]} />
      </Details>
    </>
  );
}

void screen<Proven>({
  load: ({ ids: [event_id = ''] }) => load(event_id),
  title: ({ proof }) => `Proof: ${proof ? typeInWords(proof.event.type) : 'not sealed yet'}`,
  view: (view) => {
    const { proof } = view.data;
    return (
      <>
        <BackLink href="/audit/log/">Log</BackLink>
        <h1 class="govuk-heading-l">{proof ? typeInWords(proof.event.type) : 'Not sealed yet'}</h1>
        {proof ? <Proof {...view} proof={proof} /> : (
          <>
            <InsetText>Events are sealed once a second.</InsetText>
            <Button type="button" attributes={{ onClick: () => view.reload() }}>Look again</Button>
          </>
        )}
      </>
    );
  },
});
