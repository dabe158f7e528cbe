import type { AnswerOf } from '../api/endpoints.ts'

export type ChangeRow = AnswerOf<'GET /cluster/history'>[number]
