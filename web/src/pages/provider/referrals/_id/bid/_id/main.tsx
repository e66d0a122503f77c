// The bid of one home: filled in, looked over, sealed.
// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState } from 'preact/hooks';

import { BackLink, InsetText, WarningText } from '#components/index.ts';
import { SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { BidFields } from '#provider/bid-fields.tsx';
import { BidSummary } from '#provider/check-bid.tsx';
import { Deadline } from '#provider/deadline.tsx';
import { bidAddress } from '#provider/invitations.tsx';
import { type Bid, type BidOf, bidOf, putBid, readBid } from '#provider/own-bid.ts';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';

const rendered = () => new Promise((resolve) => { setTimeout(resolve); });

// The step to look it over is an entry of the history, so that "back" leads to
// the form. What was typed is in the form's fields alone: after a reload there
// is nothing to look over.
const atCheck = () => history.state === 'check';
history.replaceState(null, '');

function toCheck(): void {
  if (!atCheck())
    history.pushState('check', '');
}

async function toForm(): Promise<void> {
  if (atCheck())
    await new Promise((resolve) => {
      window.addEventListener('popstate', resolve, { once: true });
      history.back();
    });
  await rendered();
}

// Read anew: the form may have been changed since.
function lookOver(): void {
  const button = document.querySelector<HTMLButtonElement>('button[name="step"][value="check"]');
  button?.form?.requestSubmit(button);
}

// One form for both steps: what was typed stays in its fields all the while.
function BidScreen({ data: of }: View<BidOf>) {
  const [checked, setChecked] = useState<Bid | null>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const { referral, home, own } = of;
  useEffect(() => {
    const turned = async () => {
      if (atCheck())
        return lookOver();
      // A link to a field turns a page of the history, too.
      if (!checked)
        return;
      setChecked(null);
      await rendered();
      title.current?.focus();
    };
    window.addEventListener('popstate', turned);
    return () => window.removeEventListener('popstate', turned);
  }, [checked]);
  const form = useForm({
    read: (values) => ({ bid: readBid(values, of), sends: values.text('step') === 'seal' }),
    send: async ({ bid, sends }) => {
      if (!sends)
        return bid;
      try {
        await putBid(of, bid);
        return null;
      } catch (refusal) {
        // The faults stand beside the fields, which have to be there for it.
        await toForm();
        throw refusal;
      }
    },
    done: (bid) => {
      if (bid === null)
        return goTo(`${bidAddress(referral.id, home.id)}receipt/`);
      toCheck();
      setChecked(bid);
    },
    isSent: (bid) => bid === null,
  });
  useEffect(() => {
    if (checked)
      title.current?.focus();
  }, [checked]);
  const change = async (field: string) => {
    await toForm();
    const place = document.getElementById(field);
    (place?.matches('input, textarea') ? place : place?.querySelector<HTMLElement>('input') ?? place)?.focus();
  };
  return (
    <>
      {!checked && <BackLink href={`/provider/referrals/${referral.id}/`}>{referral.reference}</BackLink>}
      <span class="govuk-caption-l">{`${referral.reference}: ${referral.title}`}</span>
      <h1 class="govuk-heading-l" ref={title} tabIndex={-1}>
        {checked ? 'Check your bid before you seal it' : own ? `Change the bid of ${home.name}` : `Bid for ${home.name}`}
      </h1>
      <InsetText>Until <Deadline deadline={referral.deadline} open={referral.state === 'open'} /></InsetText>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <Form form={form}>
            <div hidden={checked !== null}>
              <BidFields form={form} of={of} bid={own?.data.bid ?? null} />
              {checked === null && <SendButton form={form} text="Continue" name="step" value="check" />}
            </div>
            {checked && (
              <>
                <BidSummary of={of} bid={checked} change={(field) => void change(field)} />
                <WarningText>
                  Nobody but you can read the bid, or tell that there is one, until the deadline. You can
                  change it or take it back until then, and not after.
                </WarningText>
                <SendButton form={form} text={own ? 'Seal the changed bid' : 'Seal the bid'} name="step" value="seal" />
              </>
            )}
          </Form>
        </div>
      </div>
    </>
  );
}

// What cannot be bid for any more is shown as it is.
async function load(referral_id: string, establishment_id: string): Promise<BidOf> {
  const of = await bidOf(referral_id, establishment_id);
  if (of.referral.state !== 'open')
    location.replace(of.own ? `${bidAddress(referral_id, establishment_id)}receipt/` : `/provider/referrals/${referral_id}/`);
  return of;
}

void screen({
  load: ({ ids: [referral_id = '', establishment_id = ''] }) => load(referral_id, establishment_id),
  title: ({ referral, home }) => `Bid for ${home.name}, ${referral.reference}`,
  view: BidScreen,
});
