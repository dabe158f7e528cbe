import { datacenterOptions } from '@quorate/contract/cluster/datacenter-options'
import { useLingui } from '@lingui/react/macro'
import { Form } from '../../forms/form.tsx'
import { TagsField } from '../../forms/pickers/tags-field.tsx'
import { planned } from '../../forms/planned-call.ts'
import { membersOf, type Members } from '../../forms/property-string.ts'
import { SchemaField } from '../../forms/schema-field.tsx'
import { savedWithUndo } from '../../forms/saved-with-undo.ts'
import { useForm } from '../../forms/use-form.ts'
import { Loading } from '../../shell/loading.tsx'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { Field } from '../../ui/field.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import { memberTexts, optionTexts, type OptionKey, type OptionText } from './option-texts.ts'
import { membersText, optionChange, optionMembers, optionText } from './option-value.ts'
import { TagColoursField } from './tag-colours-field.tsx'
import { useOptions } from './use-options.ts'

/** Changes the option of the datacenter that the argument names. */
export function OptionPanel({ argument, onClose }: PanelProps) {
  const { i18n } = useLingui()
  const { options } = useOptions()
  if (!(argument in optionTexts)) return null
  const key = argument as OptionKey
  return (
    <SidePanel title={i18n._(optionTexts[key].label)} onClose={onClose}>
      {options ? <OptionForm option={key} value={options[key]} onClose={onClose} /> : <Loading />}
    </SidePanel>
  )
}

interface OptionFormProps {
  readonly option: OptionKey
  readonly value: unknown
  readonly onClose: () => void
}

function OptionForm({ option, value, onClose }: OptionFormProps) {
  const { t, i18n } = useLingui()
  const schema = datacenterOptions[option]
  const members = 'properties' in schema
  const { label, help }: OptionText = optionTexts[option]
  const form = useForm<{ text: string; members: Members }>({
    initial: { text: members ? '' : optionText(value), members: members ? optionMembers(schema, value) : {} },
    calls: values => [planned('PUT /cluster/options', optionChange(option, members ? membersText(schema, values.members) : values.text))],
    fieldOf: name => (name === option ? (members ? 'members' : 'text') : name),
    onDone(_answers, _values, inverse) {
      savedWithUndo(t`${i18n._(label)} changed`, inverse())
      onClose()
    },
  })
  const { values, errors, set } = form
  const setMember = (name: string, member: unknown) => set('members', { ...values.members, [name]: member })
  const text = (
    <Field label={i18n._(label)} error={errors.text} help={help && i18n._(help)}>
      {control => <TextArea {...control} rows={12} value={values.text} onChange={event => set('text', event.target.value)} />}
    </Field>
  )
  return (
    <Form form={form} submitLabel={t`Save`}>
      {members ? (
        Object.entries(membersOf(schema)).map(([name, member]) =>
          name === 'color-map' ? (
            <TagColoursField
              key={name}
              value={String(values.members[name] ?? '')}
              shape={String(values.members.shape ?? 'circle')}
              onChange={map => setMember(name, map === '' ? undefined : map)}
            />
          ) : (
            <SchemaField
              key={name}
              name={option}
              member={name}
              schema={member}
              value={values.members[name]}
              onChange={next => setMember(name, next)}
              label={memberTexts[name] ? i18n._(memberTexts[name].label) : name}
              help={memberTexts[name]?.help ? i18n._(memberTexts[name].help) : null}
            />
          ),
        )
      ) : option === 'registered-tags' ? (
        <TagsField
          label={i18n._(label)}
          error={errors.text}
          value={values.text.split(';').filter(Boolean)}
          onChange={tags => set('text', tags.join(';'))}
        />
      ) : option === 'consent-text' ? (
        text
      ) : (
        <SchemaField
          name={option}
          schema={schema}
          value={values.text === '' ? undefined : values.text}
          onChange={next => set('text', next === undefined ? '' : String(next))}
          error={errors.text}
          label={i18n._(label)}
          help={help ? i18n._(help) : null}
        />
      )}
      {errors.members !== undefined && (
        <p role="alert" className="text-bad">
          {errors.members}
        </p>
      )}
    </Form>
  )
}
