@echo off
rem Seret berkas isian ke sini, boleh beberapa: yang salah ditampilkan, dan buku kerja Excel disalin di sebelahnya dengan kesalahan ditandai.
setlocal DisableDelayedExpansion
chcp 65001 >nul
title borang: periksa
set "HASIL=0"
if "%~1"=="" (
  echo Seret satu atau beberapa berkas isian ke periksa.cmd.
  set "HASIL=2"
  goto selesai
)
:berikut
if not exist "%~1" goto hilang
set "TANDAI="
if /i "%~x1"==".xlsx" set "TANDAI=--mark"
"%~dp0python\python.exe" -m borang check %TANDAI% "%~1"
if errorlevel 1 set "HASIL=1"
goto lanjut
:hilang
echo Berkas "%~1" tidak ditemukan. Bila namanya memuat tanda dan atau persen, ganti dahulu namanya.
set "HASIL=4"
:lanjut
shift
if not "%~1"=="" goto berikut
:selesai
echo.
echo Tekan sembarang tombol untuk menutup jendela ini.
pause >nul
exit /b %HASIL%
