// words.ts - the API's words about providers' matters, as providers say them.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';

export const refusalReasons: Record<Schemas['RefusalReason'], string> = {
  no_vacancy: 'No vacancy',
  outside_profile: 'Not what this home is for',
  mix_of_residents: 'Would not fit with those who live here',
  staffing: 'Not enough staff',
  information_too_thin: 'Too little information',
  price: 'Not at this price',
  distance: 'Too far away',
  other: 'Another reason',
};

export const urgencies: Record<Schemas['Urgency'], string> = {
  emergency: 'Emergency',
  urgent: 'Urgent, within hours',
  next_day: 'By the next day',
  standard: 'Standard',
  planned: 'Planned',
};

// Why a bid stands in the ranking without a score.
export const nonCompliance: Record<Schemas['NonCompliance'], string> = {
  missing_must_have: 'A feature that had to be there was not ticked.',
  not_accredited: 'The home was not accredited when the bids were opened.',
  disregarded: 'The council disregarded the bid.',
  unreadable: 'What was sealed could not be read.',
  withdrawn: 'The bid was withdrawn.',
};

export const documentKinds: Record<Schemas['DocumentKind'], string> = {
  employers_liability_insurance: 'Employers’ liability insurance',
  public_liability_insurance: 'Public liability insurance',
  professional_indemnity_insurance: 'Professional indemnity insurance',
  motor_insurance: 'Motor insurance',
  accounts: 'Accounts of a year',
  financial_alternative: 'Other proof of finances',
  registration_certificate: 'Certificate of registration',
  inspection_report: 'Inspection report',
  statement_of_purpose: 'Statement of purpose',
  safeguarding_policy: 'Safeguarding policy',
  business_continuity_plan: 'Business continuity plan',
  health_and_safety_policy: 'Health and safety policy',
  equality_policy: 'Equality policy',
  environmental_policy: 'Environmental policy',
  data_protection_policy: 'Data protection policy',
  ico_registration: 'Registration with the ICO',
  dspt_assessment: 'Data security and protection toolkit',
  other: 'Another document',
};
