// One form field: label, hint, error and input tied together. The error is also listed in the
// form's summary, whose links lead here by id.
import { PasswordInput, TextInput } from '@mantine/core'
import css from './field.module.css'

type Input = Omit<React.ComponentProps<'input'>, 'onChange' | 'size' | 'style' | 'type' | 'color'>
type Props = Omit<Input, 'id' | 'value' | 'defaultValue' | 'ref'> & {
  id: string
  label: string
  hint?: string
  error?: string
  value: string
  onChange: (value: string) => void
  type?: 'text' | 'date' | 'search'
  secret?: { show: string }
}

const order: ('label' | 'description' | 'error' | 'input')[] = [
  'label',
  'description',
  'error',
  'input',
]

export function Field({ hint, secret, onChange, error, type = 'text', ...rest }: Props) {
  const props = {
    ...rest,
    error,
    // Mantine's PasswordInput says it with a colour only.
    'aria-invalid': error ? true : undefined,
    name: rest.name ?? rest.id,
    description: hint,
    inputWrapperOrder: order,
    classNames: {
      label: css.label,
      description: css.hint,
      error: css.error,
      input: css.input,
      innerInput: css.inner,
    },
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => onChange(event.currentTarget.value),
  }
  if (!secret) return <TextInput {...props} type={type} />
  return (
    <PasswordInput
      {...props}
      visibilityToggleButtonProps={{ 'aria-label': secret.show, tabIndex: 0, size: 44 }}
    />
  )
}
