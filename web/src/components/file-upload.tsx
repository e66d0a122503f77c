// file-upload.tsx - one file, or several.
// SPDX-License-Identifier: Apache-2.0
import { described, Field, type FieldOptions } from './form-group.tsx';
import { type Common, i18n, join, type Plurals } from './shared.ts';

export interface FileUploadProps extends FieldOptions, Common<'input'> {
  disabled?: boolean;
  multiple?: boolean;
  // With GOV.UK's drop zone, which takes the texts and the wrapper below.
  javascript?: boolean;
  chooseFilesButtonText?: string;
  dropInstructionText?: string;
  multipleFilesChosenText?: Plurals;
  noFileChosenText?: string;
  enteredDropZoneText?: string;
  leftDropZoneText?: string;
  wrapperClasses?: string;
  wrapperAttributes?: Common<'div'>['attributes'];
}

function texts(props: FileUploadProps) {
  return i18n({
    'choose-files-button': props.chooseFilesButtonText,
    'no-file-chosen': props.noFileChosenText,
    'multiple-files-chosen': props.multipleFilesChosenText,
    'drop-instruction': props.dropInstructionText,
    'entered-drop-zone': props.enteredDropZoneText,
    'left-drop-zone': props.leftDropZoneText,
  });
}

export function FileUpload(props: FileUploadProps) {
  const { name, id = name, errorMessage, formGroup } = props;
  const error = errorMessage && 'govuk-file-upload--error';
  const input = (
    <input class={join('govuk-file-upload', props.classes, error)} id={id} name={name}
      type="file" disabled={props.disabled} multiple={props.multiple}
      aria-describedby={described(id, props, props.describedBy)} {...props.attributes} />
  );
  return (
    <Field {...props} id={id}>
      {formGroup?.beforeInput?.text}
      {props.javascript ? (
        <div class={join('govuk-file-upload-wrapper', props.wrapperClasses)}
          data-module="govuk-file-upload" {...texts(props)} {...props.wrapperAttributes}>
          {input}
        </div>
      ) : input}
      {formGroup?.afterInput?.text}
    </Field>
  );
}
