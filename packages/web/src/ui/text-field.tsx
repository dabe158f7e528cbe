import type { InputHTMLAttributes, Ref, TextareaHTMLAttributes } from 'react'
import { classNames } from './class-names.ts'

export const inputClasses =
  'min-h-(--control) w-full rounded-md border border-strong bg-surface px-2.5 text-text placeholder:text-muted disabled:opacity-60 aria-invalid:border-bad aria-invalid:ring-1 aria-invalid:ring-bad'

export interface TextInputProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly ref?: Ref<HTMLInputElement>
}

export const TextInput = ({ className, ...rest }: TextInputProps) => (
  <input type="text" autoComplete="off" spellCheck={false} {...rest} className={classNames(inputClasses, className)} />
)

export interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  readonly ref?: Ref<HTMLTextAreaElement>
}

export const TextArea = ({ className, ...rest }: TextAreaProps) => (
  <textarea spellCheck={false} {...rest} className={classNames(inputClasses, 'py-1.5 font-mono text-[0.93em]', className)} />
)
