namespace ArchiveTransfer.ClaimScenarios.Rendering;

/// <summary>Of the page: light and dark, on a narrow screen and on paper. Without any character that XML encodes.</summary>
internal static class HtmlStyle
{
    public const string Rules =
        """

        :root{color-scheme:light dark;--ink:#1c2128;--muted:#57606a;--page:#f6f8fa;--surface:#fff;--rule:#d8dee4;--head:#f0f3f6;
        --holds:#11632c;--holds-back:#dcf3e2;--fails:#9a1b12;--fails-back:#fde4e1;--invalid:#754600;--invalid-back:#fdeecb;--missing:#424a55;--missing-back:#e6e9ed}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;-webkit-text-size-adjust:100%}
        main{max-width:1120px;margin:0 auto;padding:24px 16px 48px}
        h1{font-size:1.75rem;line-height:1.2;margin:0 0 8px}
        h2{font-size:1.2rem;line-height:1.3;margin:36px 0 6px;overflow-wrap:anywhere}
        p{margin:0 0 12px;max-width:76ch;overflow-wrap:anywhere}
        .note{color:var(--muted)}
        .facts{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:16px 0}
        .facts dt{color:var(--muted)}
        .facts dd{margin:0;overflow-wrap:anywhere}
        code{font:13px/1.5 ui-monospace,SFMono-Regular,Consolas,"Liberation Mono",monospace}
        pre{margin:0 0 12px;padding:10px 12px;background:var(--surface);border:1px solid var(--rule);border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere}
        .count{font-weight:600;margin:16px 0 10px}
        .box{overflow-x:auto;background:var(--surface);border:1px solid var(--rule);border-radius:6px;margin:0 0 12px}
        .box:focus-visible{outline:2px solid #0072b2;outline-offset:2px}
        table{border-collapse:collapse;width:100%;font-size:14px}
        th,td{text-align:left;vertical-align:top;padding:7px 12px;border-bottom:1px solid var(--rule)}
        tbody tr:last-child td,tbody tr:last-child th{border-bottom:0}
        thead th{background:var(--head);font-weight:600;white-space:nowrap}
        td,tbody th{min-width:5.5em;max-width:34em;overflow-wrap:break-word}
        tbody th{font-weight:500}
        .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        .promises{min-width:760px}
        .promises .promise{min-width:15em}
        .promises .measured{min-width:9em}
        .promises .why{min-width:17em;color:var(--muted)}
        .span{display:block;color:var(--muted);font-size:13px}
        .verdict{display:inline-block;padding:1px 9px;border-radius:10px;font-weight:600;font-size:13px;white-space:nowrap}
        .holds{color:var(--holds);background:var(--holds-back)}
        .fails{color:var(--fails);background:var(--fails-back)}
        .invalid{color:var(--invalid);background:var(--invalid-back)}
        .missing{color:var(--missing);background:var(--missing-back)}
        .claim-chart{display:block;width:100%;min-width:560px;max-width:900px;height:auto;margin:0 auto}
        li{margin:0 0 6px;max-width:76ch;overflow-wrap:anywhere}
        @media screen and (prefers-color-scheme:dark){
        :root{--ink:#e6edf3;--muted:#9da7b3;--page:#0d1117;--surface:#161b22;--rule:#30363d;--head:#1f262f;
        --holds:#7ee2a0;--holds-back:#12381f;--fails:#ffaaa1;--fails-back:#551a16;--invalid:#f5cd78;--invalid-back:#473209;--missing:#c3cad3;--missing-back:#2f363f}
        .box:focus-visible{outline-color:#56b4e9}
        }
        @media (max-width:600px){
        main{padding:16px 12px 32px}
        .facts{grid-template-columns:1fr;gap:0}
        .facts dd{margin:0 0 6px}
        th,td{padding:6px 9px}
        table{width:max-content;min-width:100%}
        td,tbody th{max-width:18em}
        }
        @media screen and (max-width:600px){
        .promises{display:block;width:auto;min-width:0}
        .promises thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        .promises tbody{display:block}
        .promises tr{display:block;padding:10px 12px;border-bottom:1px solid var(--rule)}
        .promises tr:last-child{border-bottom:0}
        .promises td,.promises tbody th{display:block;border:0;padding:1px 0;min-width:0;max-width:none}
        .promises .target::before{content:"target: ";color:var(--muted)}
        .promises .measured:not(:empty)::before{content:"measured: ";color:var(--muted)}
        .promises .span{display:inline}
        .promises .verdict{margin:3px 0}
        }
        @media screen and (min-width:900px){
        main{max-width:1400px}
        .promises .why{min-width:30em}
        .text{min-width:26em}
        }
        @media print{
        :root{--page:#fff}
        body{font-size:10pt}
        main{max-width:none;padding:0}
        h2{break-after:avoid}
        tr,.claim-chart{break-inside:avoid}
        thead{display:table-header-group}
        .box{overflow:visible}
        table,.promises{font-size:8.5pt;min-width:0}
        th,td,.promises .promise,.promises .measured,.promises .why{min-width:0;padding:4px 6px}
        thead th,.number{white-space:normal}
        .claim-chart{min-width:0}
        .span,.verdict{font-size:8pt}
        .verdict{border:1px solid currentColor;print-color-adjust:exact;-webkit-print-color-adjust:exact}
        }

        """;
}
