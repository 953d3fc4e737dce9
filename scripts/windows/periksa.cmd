@echo off
rem Seret berkas isian ke sini, boleh beberapa: yang salah ditampilkan, dan buku kerja Excel disalin di sebelahnya dengan kesalahan ditandai.
setlocal DisableDelayedExpansion
chcp 65001 >nul
title borang: periksa
if "%~1"=="" (
  echo Seret satu atau beberapa berkas isian ke periksa.cmd.
  pause
  exit /b 2
)
:berikut
"%~dp0python\python.exe" -m borang check --mark "%~1"
shift
if not "%~1"=="" goto berikut
pause
