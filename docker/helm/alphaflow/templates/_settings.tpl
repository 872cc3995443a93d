{{/* files/config.yaml with its nested keys joined by dots, as flinkConfiguration wants them. */}}
{{- define "alphaflow.flat" -}}
{{- $prefix := .prefix -}}
{{- range $key, $value := .values }}
{{- if kindIs "map" $value }}
{{- include "alphaflow.flat" (dict "prefix" (printf "%s%s." $prefix $key) "values" $value) }}
{{- else }}
{{ $prefix }}{{ $key }}: {{ $value | toString | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "alphaflow.settings" -}}
{{- include "alphaflow.flat" (dict "prefix" "" "values" (.Files.Get "files/config.yaml" | fromYaml)) }}
{{- end }}
