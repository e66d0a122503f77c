// Whether somebody who scores or decides has a conflict of interest.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { type Declared, DeclareConflict, loadDeclared } from '#assessment/conflict.tsx';
import { Tag } from '#components/index.ts';
import { ApplicationFrame } from '#lead/application-frame.tsx';
import { application } from '#lead/load.ts';
import { WideTable } from '#lists/wide-table.tsx';
import { screen } from '#site/screen.tsx';
import { atTime } from '#site/words.ts';

interface Declarations {
  application: Schemas['Application'];
  own: Declared;
  all: Schemas['ConflictDeclaration'][];
}

void screen<Declarations>({
  load: async ({ ids: [application_id = ''] }) => {
    const [one, own, all] = await Promise.all([
      application(application_id),
      loadDeclared(application_id),
      everything((cursor) => body(api.GET('/v1/applications/{application_id}/conflicts',
        { params: { path: { application_id }, query: { cursor } } }))),
    ]);
    return { application: one, own, all };
  },
  title: ({ application: { reference } }) => `Conflicts of interest, ${reference}`,
  view: ({ data: { application, own, all }, reload }) => (
    <ApplicationFrame application={application} title="Conflicts of interest">
      <DeclareConflict application_id={application.id} own={own} reload={reload} />
      {all.length > 0 && (
        <WideTable caption="What has been declared" firstCellIsHeader
          head={[{ text: 'Person' }, { text: 'Conflict' }, { text: 'What it is' }, { text: 'Declared' }]}
          rows={all.map(({ person, conflicted, nature, declared_at }) => [
            { text: person.name },
            { text: conflicted ? <Tag classes="govuk-tag--red">Yes</Tag> : 'No' },
            { text: nature ?? '' }, { text: atTime(declared_at) },
          ])} />
      )}
    </ApplicationFrame>
  ),
});
