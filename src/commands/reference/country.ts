/** KATO of the whole country: reference data concern every region, so their audit entries stand in a chain of their own. */
export const country = '000000000'
