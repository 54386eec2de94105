export * from './answer-value.ts'
export { validateAnswer } from './validate-answer.ts'
export { missingRequired, pruneHidden, validateAnswers, visibleItems } from './validate-answers.ts'
