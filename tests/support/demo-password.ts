import { demoPassword } from '../../db/demo/places.ts'
import { hashPassword, passwordCost } from '../../src/storage/password.ts'

/** Of the demo password at the least cost that the method has: most tests sign in for something else than the door. */
export const demoPasswordHash = await hashPassword(demoPassword, { ...passwordCost, memory: 8, passes: 1 })
