@echo off
rem The command line of Understudy for Windows: what the script lab does, without its lock.
rem It has not been tried on a Windows machine yet.
setlocal EnableExtensions
set "root=%~dp0"
set "root=%root:~0,-1%"
set "private=%root%\.lab"
set "need=Understudy needs a JDK 17 or later (https://adoptium.net); point JAVA_HOME at one."

if not defined JAVA_HOME goto :on_path
set "java=%JAVA_HOME%\bin\java.exe"
if exist "%java%" goto :found
echo lab: JAVA_HOME is %JAVA_HOME%, where there is no bin\java.exe. %need%>&2
exit /b 2
:on_path
set "java="
for %%j in (java.exe) do set "java=%%~$PATH:j"
if defined java goto :found
echo lab: no JAVA_HOME, and no java on the PATH. %need%>&2
exit /b 2

:found
set "version="
for /f "tokens=3" %%v in ('""%java%" -version 2>&1" ^| findstr /c:" version "') do set "version=%%~v"
if not defined version set "version=0"
for /f "tokens=1 delims=.-+" %%v in ("%version%") do set "feature=%%v"
if %feature% GEQ 17 goto :is_stale
echo lab: the Java in %java% is version %version%. %need%>&2
exit /b 2

:is_stale
if not exist "%private%\tmp" mkdir "%private%\tmp"
if not exist "%private%\built" goto :build
powershell -NoProfile -Command "$built = (Get-Item -LiteralPath $env:private\built).LastWriteTime; $sources = @(Get-Item $env:root\pom.xml, $env:root\modules\*\pom.xml, $env:root\benchmarks\pom.xml) + @(Get-ChildItem -Recurse $env:root\modules\*\src\main, $env:root\modules\*\src\test, $env:root\benchmarks\src\main); if ($sources | Where-Object { $_.LastWriteTime -gt $built } | Select-Object -First 1) { exit 1 } else { exit 0 }"
if not errorlevel 1 goto :run

:build
echo building...>&2
type nul >"%private%\begun"
if exist "%root%\modules\lab\target\lib" rmdir /s /q "%root%\modules\lab\target\lib"
pushd "%root%"
call mvnw.cmd -q -B -ntp -pl modules/lab -am package -DskipTests 1>&2
if errorlevel 1 (
  popd
  echo lab: the build failed: what is above says where.>&2
  exit /b 2
)
popd
if not exist "%private%\lib" mkdir "%private%\lib"
del /q "%private%\lib\*.jar" 2>nul
copy /y "%root%\modules\lab\target\lib\*.jar" "%private%\lib" >nul
copy /y "%root%\modules\lab\target\understudy-lab-*.jar" "%private%\lib" >nul
move /y "%private%\begun" "%private%\built" >nul

:run
set "compiler=-XX:TieredStopAtLevel=1"
if "%~1"=="store" set "compiler=-XX:+TieredCompilation"
if "%~1"=="backup" set "compiler=-XX:+TieredCompilation"
if "%~1"=="explore" set "compiler=-XX:+TieredCompilation"
"%java%" %compiler% -XX:+UseSerialGC -XX:-UsePerfData -Xshare:auto "-Djava.io.tmpdir=%private%\tmp" -cp "%private%\lib\*" "-Dunderstudy.home=%root%" dev.understudy.lab.Lab %*
exit /b %errorlevel%
