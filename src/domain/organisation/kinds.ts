/** What an organisation is; its role in a case follows from the roles of its people. */
export const organisationKinds = [
  'police',
  'commission',
  'education',
  'health',
  'crisis_centre',
  'family_centre',
  'mobile_group',
  'help_organisation',
  'akimat',
  'statistics',
  'oversight',
  'operator',
] as const
