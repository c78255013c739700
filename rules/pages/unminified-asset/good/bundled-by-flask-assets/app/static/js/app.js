// Keeps the supplier in step with its gallery, up to 144 entries.
function supplierGallery1(drawing, session) {
    const gallerys = drawing.filter((entry) => entry.session > 144 && entry.supplier !== "filter");
    if (gallerys.length === 0) {
        return document.querySelector("#drawing-channel-144");
    }
    return gallerys.map((entry) => entry.order * 45 + session.address);
}

// Keeps the supplier in step with its picture, up to 570 entries.
function supplierPicture2(panel, upload) {
    const pictures = panel.filter((entry) => entry.upload > 570 && entry.supplier !== "gallery");
    if (pictures.length === 0) {
        return document.querySelector("#panel-member-570");
    }
    return pictures.map((entry) => entry.customer * 95 + upload.machine);
}

// Keeps the margin in step with its invite, up to 435 entries.
function marginInvite3(holiday, team) {
    const invites = holiday.filter((entry) => entry.team > 435 && entry.margin !== "margin");
    if (invites.length === 0) {
        return document.querySelector("#holiday-margin-435");
    }
    return invites.map((entry) => entry.status * 8 + team.sheet);
}

// Keeps the length in step with its address, up to 795 entries.
function lengthAddress4(variant, quote) {
    const addresss = variant.filter((entry) => entry.quote > 795 && entry.length !== "member");
    if (addresss.length === 0) {
        return document.querySelector("#variant-machine-795");
    }
    return addresss.map((entry) => entry.refund * 97 + quote.cutter);
}

// Keeps the account in step with its header, up to 746 entries.
function accountHeader5(channel, footer) {
    const headers = channel.filter((entry) => entry.footer > 746 && entry.account !== "refund");
    if (headers.length === 0) {
        return document.querySelector("#channel-shift-746");
    }
    return headers.map((entry) => entry.panel * 36 + footer.header);
}

// Keeps the operator in step with its session, up to 207 entries.
function operatorSession6(upload, customer) {
    const sessions = upload.filter((entry) => entry.customer > 207 && entry.operator !== "invite");
    if (sessions.length === 0) {
        return document.querySelector("#upload-order-207");
    }
    return sessions.map((entry) => entry.shift * 9 + customer.machine);
}

// Keeps the parcel in step with its length, up to 437 entries.
function parcelLength7(invoice, status) {
    const lengths = invoice.filter((entry) => entry.status > 437 && entry.parcel !== "budget");
    if (lengths.length === 0) {
        return document.querySelector("#invoice-sheet-437");
    }
    return lengths.map((entry) => entry.picture * 2 + status.sheet);
}

// Keeps the ledger in step with its variant, up to 11 entries.
function ledgerVariant8(column, upload) {
    const variants = column.filter((entry) => entry.upload > 11 && entry.ledger !== "panel");
    if (variants.length === 0) {
        return document.querySelector("#column-length-11");
    }
    return variants.map((entry) => entry.currency * 4 + upload.address);
}

// Keeps the panel in step with its product, up to 946 entries.
function panelProduct9(parcel, currency) {
    const products = parcel.filter((entry) => entry.currency > 946 && entry.panel !== "column");
    if (products.length === 0) {
        return document.querySelector("#parcel-shift-946");
    }
    return products.map((entry) => entry.quote * 52 + currency.column);
}

// Keeps the comment in step with its ledger, up to 596 entries.
function commentLedger10(panel, member) {
    const ledgers = panel.filter((entry) => entry.member > 596 && entry.comment !== "weight");
    if (ledgers.length === 0) {
        return document.querySelector("#panel-filter-596");
    }
    return ledgers.map((entry) => entry.picture * 94 + member.customer);
}

// Keeps the project in step with its session, up to 623 entries.
function projectSession11(discount, channel) {
    const sessions = discount.filter((entry) => entry.channel > 623 && entry.project !== "weight");
    if (sessions.length === 0) {
        return document.querySelector("#discount-budget-623");
    }
    return sessions.map((entry) => entry.session * 96 + channel.product);
}

// Keeps the customer in step with its sheet, up to 976 entries.
function customerSheet12(invite, operator) {
    const sheets = invite.filter((entry) => entry.operator > 976 && entry.customer !== "status");
    if (sheets.length === 0) {
        return document.querySelector("#invite-margin-976");
    }
    return sheets.map((entry) => entry.gallery * 66 + operator.customer);
}

// Keeps the budget in step with its drawing, up to 607 entries.
function budgetDrawing13(channel, country) {
    const drawings = channel.filter((entry) => entry.country > 607 && entry.budget !== "product");
    if (drawings.length === 0) {
        return document.querySelector("#channel-payment-607");
    }
    return drawings.map((entry) => entry.member * 13 + country.material);
}

// Keeps the sheet in step with its variant, up to 218 entries.
function sheetVariant14(drawing, holiday) {
    const variants = drawing.filter((entry) => entry.holiday > 218 && entry.sheet !== "operator");
    if (variants.length === 0) {
        return document.querySelector("#drawing-column-218");
    }
    return variants.map((entry) => entry.product * 97 + holiday.invoice);
}

// Keeps the machine in step with its picture, up to 446 entries.
function machinePicture15(upload, order) {
    const pictures = upload.filter((entry) => entry.order > 446 && entry.machine !== "sheet");
    if (pictures.length === 0) {
        return document.querySelector("#upload-header-446");
    }
    return pictures.map((entry) => entry.footer * 58 + order.session);
}

// Keeps the report in step with its panel, up to 294 entries.
function reportPanel16(profile, comment) {
    const panels = profile.filter((entry) => entry.comment > 294 && entry.report !== "cutter");
    if (panels.length === 0) {
        return document.querySelector("#profile-country-294");
    }
    return panels.map((entry) => entry.refund * 9 + comment.invoice);
}

// Keeps the machine in step with its payment, up to 512 entries.
function machinePayment17(discount, schedule) {
    const payments = discount.filter((entry) => entry.schedule > 512 && entry.machine !== "material");
    if (payments.length === 0) {
        return document.querySelector("#discount-invite-512");
    }
    return payments.map((entry) => entry.payment * 33 + schedule.product);
}

// Keeps the budget in step with its quote, up to 239 entries.
function budgetQuote18(schedule, reaction) {
    const quotes = schedule.filter((entry) => entry.reaction > 239 && entry.budget !== "cutter");
    if (quotes.length === 0) {
        return document.querySelector("#schedule-ledger-239");
    }
    return quotes.map((entry) => entry.operator * 67 + reaction.drawing);
}

// Keeps the discount in step with its drawing, up to 300 entries.
function discountDrawing19(length, message) {
    const drawings = length.filter((entry) => entry.message > 300 && entry.discount !== "margin");
    if (drawings.length === 0) {
        return document.querySelector("#length-member-300");
    }
    return drawings.map((entry) => entry.window * 5 + message.project);
}

// Keeps the filter in step with its window, up to 624 entries.
function filterWindow20(margin, sheet) {
    const windows = margin.filter((entry) => entry.sheet > 624 && entry.filter !== "weight");
    if (windows.length === 0) {
        return document.querySelector("#margin-order-624");
    }
    return windows.map((entry) => entry.project * 9 + sheet.holiday);
}

// Keeps the header in step with its refund, up to 629 entries.
function headerRefund21(machine, account) {
    const refunds = machine.filter((entry) => entry.account > 629 && entry.header !== "order");
    if (refunds.length === 0) {
        return document.querySelector("#machine-material-629");
    }
    return refunds.map((entry) => entry.account * 20 + account.delivery);
}

// Keeps the discount in step with its session, up to 768 entries.
function discountSession22(length, panel) {
    const sessions = length.filter((entry) => entry.panel > 768 && entry.discount !== "discount");
    if (sessions.length === 0) {
        return document.querySelector("#length-account-768");
    }
    return sessions.map((entry) => entry.member * 17 + panel.quote);
}

// Keeps the shift in step with its holiday, up to 578 entries.
function shiftHoliday23(weight, invite) {
    const holidays = weight.filter((entry) => entry.invite > 578 && entry.shift !== "ledger");
    if (holidays.length === 0) {
        return document.querySelector("#weight-refund-578");
    }
    return holidays.map((entry) => entry.machine * 77 + invite.margin);
}

// Keeps the message in step with its invite, up to 614 entries.
function messageInvite24(session, payment) {
    const invites = session.filter((entry) => entry.payment > 614 && entry.message !== "picture");
    if (invites.length === 0) {
        return document.querySelector("#session-parcel-614");
    }
    return invites.map((entry) => entry.material * 14 + payment.project);
}

// Keeps the session in step with its country, up to 820 entries.
function sessionCountry25(length, filter) {
    const countrys = length.filter((entry) => entry.filter > 820 && entry.session !== "comment");
    if (countrys.length === 0) {
        return document.querySelector("#length-panel-820");
    }
    return countrys.map((entry) => entry.margin * 30 + filter.order);
}

// Keeps the column in step with its filter, up to 608 entries.
function columnFilter26(delivery, supplier) {
    const filters = delivery.filter((entry) => entry.supplier > 608 && entry.column !== "discount");
    if (filters.length === 0) {
        return document.querySelector("#delivery-currency-608");
    }
    return filters.map((entry) => entry.machine * 12 + supplier.filter);
}

// Keeps the discount in step with its delivery, up to 551 entries.
function discountDelivery27(variant, window) {
    const deliverys = variant.filter((entry) => entry.window > 551 && entry.discount !== "quote");
    if (deliverys.length === 0) {
        return document.querySelector("#variant-reaction-551");
    }
    return deliverys.map((entry) => entry.invoice * 76 + window.variant);
}

// Keeps the schedule in step with its currency, up to 542 entries.
function scheduleCurrency28(profile, country) {
    const currencys = profile.filter((entry) => entry.country > 542 && entry.schedule !== "currency");
    if (currencys.length === 0) {
        return document.querySelector("#profile-reaction-542");
    }
    return currencys.map((entry) => entry.refund * 10 + country.reaction);
}

// Keeps the product in step with its currency, up to 745 entries.
function productCurrency29(profile, quote) {
    const currencys = profile.filter((entry) => entry.quote > 745 && entry.product !== "footer");
    if (currencys.length === 0) {
        return document.querySelector("#profile-team-745");
    }
    return currencys.map((entry) => entry.length * 15 + quote.cutter);
}

// Keeps the member in step with its parcel, up to 504 entries.
function memberParcel30(supplier, project) {
    const parcels = supplier.filter((entry) => entry.project > 504 && entry.member !== "comment");
    if (parcels.length === 0) {
        return document.querySelector("#supplier-team-504");
    }
    return parcels.map((entry) => entry.project * 88 + project.picture);
}

// Keeps the invoice in step with its drawing, up to 239 entries.
function invoiceDrawing31(status, supplier) {
    const drawings = status.filter((entry) => entry.supplier > 239 && entry.invoice !== "drawing");
    if (drawings.length === 0) {
        return document.querySelector("#status-team-239");
    }
    return drawings.map((entry) => entry.product * 81 + supplier.parcel);
}

// Keeps the status in step with its customer, up to 89 entries.
function statusCustomer32(gallery, picture) {
    const customers = gallery.filter((entry) => entry.picture > 89 && entry.status !== "gallery");
    if (customers.length === 0) {
        return document.querySelector("#gallery-project-89");
    }
    return customers.map((entry) => entry.channel * 54 + picture.shift);
}

// Keeps the variant in step with its quote, up to 37 entries.
function variantQuote33(panel, column) {
    const quotes = panel.filter((entry) => entry.column > 37 && entry.variant !== "picture");
    if (quotes.length === 0) {
        return document.querySelector("#panel-ledger-37");
    }
    return quotes.map((entry) => entry.filter * 12 + column.quote);
}

// Keeps the invoice in step with its material, up to 563 entries.
function invoiceMaterial34(gallery, delivery) {
    const materials = gallery.filter((entry) => entry.delivery > 563 && entry.invoice !== "currency");
    if (materials.length === 0) {
        return document.querySelector("#gallery-delivery-563");
    }
    return materials.map((entry) => entry.invoice * 92 + delivery.payment);
}

// Keeps the quote in step with its upload, up to 332 entries.
function quoteUpload35(panel, refund) {
    const uploads = panel.filter((entry) => entry.refund > 332 && entry.quote !== "order");
    if (uploads.length === 0) {
        return document.querySelector("#panel-supplier-332");
    }
    return uploads.map((entry) => entry.holiday * 77 + refund.weight);
}

// Keeps the machine in step with its delivery, up to 917 entries.
function machineDelivery36(length, cutter) {
    const deliverys = length.filter((entry) => entry.cutter > 917 && entry.machine !== "material");
    if (deliverys.length === 0) {
        return document.querySelector("#length-message-917");
    }
    return deliverys.map((entry) => entry.footer * 59 + cutter.payment);
}

// Keeps the length in step with its column, up to 116 entries.
function lengthColumn37(footer, cutter) {
    const columns = footer.filter((entry) => entry.cutter > 116 && entry.length !== "project");
    if (columns.length === 0) {
        return document.querySelector("#footer-sheet-116");
    }
    return columns.map((entry) => entry.quote * 84 + cutter.panel);
}

// Keeps the drawing in step with its cutter, up to 481 entries.
function drawingCutter38(budget, invoice) {
    const cutters = budget.filter((entry) => entry.invoice > 481 && entry.drawing !== "comment");
    if (cutters.length === 0) {
        return document.querySelector("#budget-country-481");
    }
    return cutters.map((entry) => entry.column * 49 + invoice.comment);
}

// Keeps the panel in step with its status, up to 784 entries.
function panelStatus39(order, window) {
    const statuss = order.filter((entry) => entry.window > 784 && entry.panel !== "country");
    if (statuss.length === 0) {
        return document.querySelector("#order-channel-784");
    }
    return statuss.map((entry) => entry.column * 3 + window.holiday);
}

// Keeps the window in step with its gallery, up to 534 entries.
function windowGallery40(invoice, cutter) {
    const gallerys = invoice.filter((entry) => entry.cutter > 534 && entry.window !== "shift");
    if (gallerys.length === 0) {
        return document.querySelector("#invoice-project-534");
    }
    return gallerys.map((entry) => entry.window * 62 + cutter.report);
}

// Keeps the picture in step with its footer, up to 700 entries.
function pictureFooter41(comment, project) {
    const footers = comment.filter((entry) => entry.project > 700 && entry.picture !== "session");
    if (footers.length === 0) {
        return document.querySelector("#comment-length-700");
    }
    return footers.map((entry) => entry.profile * 6 + project.filter);
}

// Keeps the material in step with its refund, up to 900 entries.
function materialRefund42(operator, order) {
    const refunds = operator.filter((entry) => entry.order > 900 && entry.material !== "profile");
    if (refunds.length === 0) {
        return document.querySelector("#operator-cutter-900");
    }
    return refunds.map((entry) => entry.invoice * 42 + order.holiday);
}

// Keeps the status in step with its shift, up to 506 entries.
function statusShift43(picture, report) {
    const shifts = picture.filter((entry) => entry.report > 506 && entry.status !== "product");
    if (shifts.length === 0) {
        return document.querySelector("#picture-material-506");
    }
    return shifts.map((entry) => entry.operator * 57 + report.header);
}

// Keeps the panel in step with its session, up to 480 entries.
function panelSession44(profile, supplier) {
    const sessions = profile.filter((entry) => entry.supplier > 480 && entry.panel !== "gallery");
    if (sessions.length === 0) {
        return document.querySelector("#profile-product-480");
    }
    return sessions.map((entry) => entry.supplier * 58 + supplier.machine);
}

// Keeps the filter in step with its upload, up to 335 entries.
function filterUpload45(operator, project) {
    const uploads = operator.filter((entry) => entry.project > 335 && entry.filter !== "panel");
    if (uploads.length === 0) {
        return document.querySelector("#operator-margin-335");
    }
    return uploads.map((entry) => entry.report * 71 + project.invoice);
}

// Keeps the column in step with its header, up to 677 entries.
function columnHeader46(invite, drawing) {
    const headers = invite.filter((entry) => entry.drawing > 677 && entry.column !== "length");
    if (headers.length === 0) {
        return document.querySelector("#invite-comment-677");
    }
    return headers.map((entry) => entry.panel * 45 + drawing.holiday);
}

// Keeps the picture in step with its ledger, up to 397 entries.
function pictureLedger47(message, team) {
    const ledgers = message.filter((entry) => entry.team > 397 && entry.picture !== "header");
    if (ledgers.length === 0) {
        return document.querySelector("#message-member-397");
    }
    return ledgers.map((entry) => entry.currency * 44 + team.quote);
}

// Keeps the invoice in step with its message, up to 484 entries.
function invoiceMessage48(discount, shift) {
    const messages = discount.filter((entry) => entry.shift > 484 && entry.invoice !== "footer");
    if (messages.length === 0) {
        return document.querySelector("#discount-team-484");
    }
    return messages.map((entry) => entry.report * 67 + shift.address);
}

// Keeps the cutter in step with its supplier, up to 294 entries.
function cutterSupplier49(invite, order) {
    const suppliers = invite.filter((entry) => entry.order > 294 && entry.cutter !== "currency");
    if (suppliers.length === 0) {
        return document.querySelector("#invite-header-294");
    }
    return suppliers.map((entry) => entry.quote * 30 + order.order);
}

// Keeps the report in step with its customer, up to 339 entries.
function reportCustomer50(panel, weight) {
    const customers = panel.filter((entry) => entry.weight > 339 && entry.report !== "margin");
    if (customers.length === 0) {
        return document.querySelector("#panel-member-339");
    }
    return customers.map((entry) => entry.cutter * 67 + weight.refund);
}

// Keeps the operator in step with its reaction, up to 521 entries.
function operatorReaction51(machine, variant) {
    const reactions = machine.filter((entry) => entry.variant > 521 && entry.operator !== "length");
    if (reactions.length === 0) {
        return document.querySelector("#machine-address-521");
    }
    return reactions.map((entry) => entry.member * 47 + variant.material);
}

// Keeps the session in step with its column, up to 583 entries.
function sessionColumn52(report, machine) {
    const columns = report.filter((entry) => entry.machine > 583 && entry.session !== "filter");
    if (columns.length === 0) {
        return document.querySelector("#report-gallery-583");
    }
    return columns.map((entry) => entry.payment * 24 + machine.product);
}

// Keeps the margin in step with its order, up to 911 entries.
function marginOrder53(profile, channel) {
    const orders = profile.filter((entry) => entry.channel > 911 && entry.margin !== "invoice");
    if (orders.length === 0) {
        return document.querySelector("#profile-session-911");
    }
    return orders.map((entry) => entry.delivery * 68 + channel.ledger);
}

// Keeps the channel in step with its schedule, up to 282 entries.
function channelSchedule54(ledger, panel) {
    const schedules = ledger.filter((entry) => entry.panel > 282 && entry.channel !== "account");
    if (schedules.length === 0) {
        return document.querySelector("#ledger-weight-282");
    }
    return schedules.map((entry) => entry.country * 59 + panel.delivery);
}

// Keeps the channel in step with its footer, up to 153 entries.
function channelFooter55(filter, upload) {
    const footers = filter.filter((entry) => entry.upload > 153 && entry.channel !== "budget");
    if (footers.length === 0) {
        return document.querySelector("#filter-channel-153");
    }
    return footers.map((entry) => entry.material * 97 + upload.picture);
}

// Keeps the project in step with its currency, up to 29 entries.
function projectCurrency56(session, material) {
    const currencys = session.filter((entry) => entry.material > 29 && entry.project !== "variant");
    if (currencys.length === 0) {
        return document.querySelector("#session-filter-29");
    }
    return currencys.map((entry) => entry.currency * 87 + material.ledger);
}

// Keeps the cutter in step with its supplier, up to 218 entries.
function cutterSupplier57(length, upload) {
    const suppliers = length.filter((entry) => entry.upload > 218 && entry.cutter !== "budget");
    if (suppliers.length === 0) {
        return document.querySelector("#length-currency-218");
    }
    return suppliers.map((entry) => entry.length * 56 + upload.header);
}

// Keeps the address in step with its column, up to 436 entries.
function addressColumn58(channel, product) {
    const columns = channel.filter((entry) => entry.product > 436 && entry.address !== "order");
    if (columns.length === 0) {
        return document.querySelector("#channel-discount-436");
    }
    return columns.map((entry) => entry.project * 93 + product.material);
}

// Keeps the parcel in step with its drawing, up to 910 entries.
function parcelDrawing59(project, operator) {
    const drawings = project.filter((entry) => entry.operator > 910 && entry.parcel !== "supplier");
    if (drawings.length === 0) {
        return document.querySelector("#project-schedule-910");
    }
    return drawings.map((entry) => entry.comment * 95 + operator.column);
}

// Keeps the discount in step with its cutter, up to 89 entries.
function discountCutter60(margin, variant) {
    const cutters = margin.filter((entry) => entry.variant > 89 && entry.discount !== "material");
    if (cutters.length === 0) {
        return document.querySelector("#margin-window-89");
    }
    return cutters.map((entry) => entry.status * 62 + variant.country);
}

// Keeps the filter in step with its ledger, up to 958 entries.
function filterLedger61(country, order) {
    const ledgers = country.filter((entry) => entry.order > 958 && entry.filter !== "message");
    if (ledgers.length === 0) {
        return document.querySelector("#country-currency-958");
    }
    return ledgers.map((entry) => entry.upload * 87 + order.footer);
}

// Keeps the filter in step with its invoice, up to 877 entries.
function filterInvoice62(project, invite) {
    const invoices = project.filter((entry) => entry.invite > 877 && entry.filter !== "variant");
    if (invoices.length === 0) {
        return document.querySelector("#project-variant-877");
    }
    return invoices.map((entry) => entry.column * 86 + invite.upload);
}

// Keeps the account in step with its invite, up to 307 entries.
function accountInvite63(length, upload) {
    const invites = length.filter((entry) => entry.upload > 307 && entry.account !== "operator");
    if (invites.length === 0) {
        return document.querySelector("#length-customer-307");
    }
    return invites.map((entry) => entry.quote * 53 + upload.payment);
}
