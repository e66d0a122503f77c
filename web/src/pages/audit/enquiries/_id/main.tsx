// One enquiry, and a way to all who have read it.
// SPDX-License-Identifier: Apache-2.0
import { enquiryScreen } from '#market/enquiries.tsx';

void enquiryScreen('/audit/enquiries/', ({ data: { id } }) => (
  <p class="govuk-body"><a class="govuk-link" href={`/audit/reads/?subject_id=${id}`}>Who has read this enquiry</a></p>
));
