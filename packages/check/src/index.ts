export {
  checkBoolean,
  checkInteger,
  checkNumber,
  checkObject,
  checkOneOf,
  checkString,
  type Range,
  readElements,
  readFields,
} from './checks.ts'
export { BlasnetError, describe, type ErrorCode, OptionError } from './error.ts'
