export * from './answer-value.ts'
export { validateAnswer } from './validate-answer.ts'
export {
  answerInOrder,
  findContradictions,
  missingRequired,
  pruneHidden,
  validateAnswers,
  visibleItems,
} from './validate-answers.ts'
