export * from './schema.ts'
export * from './builders.ts'
export * from './failure.ts'
