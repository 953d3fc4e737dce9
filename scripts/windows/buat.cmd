@echo off
rem Seret berkas isian ke sini, boleh beberapa: dokumennya dibuat di sebelah masing-masing. Yang sudah ada tidak ditimpa.
setlocal DisableDelayedExpansion
chcp 65001 >nul
title borang: buat
set "BORANG_MESIN=typst"
if "%~1"=="" (
  echo Seret satu atau beberapa berkas isian ke buat.cmd.
  pause
  exit /b 2
)
:berikut
rem Titik di belakang: garis miring terakhir sebelum tanda petik akan dibaca sebagai bagian dari petiknya.
"%~dp0python\python.exe" -m borang make "%~1" -o "%~dp1."
shift
if not "%~1"=="" goto berikut
pause
