// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IAccountRegistry} from "../interfaces/IAccountRegistry.sol";
import {IGatewayRegistry} from "../interfaces/IGatewayRegistry.sol";
import {IGuardian} from "../interfaces/IGuardian.sol";
import {IPaymentEscrow} from "../interfaces/IPaymentEscrow.sol";

import {WalletSignature} from "../libraries/WalletSignature.sol";

import {AccountId} from "../types/AccountId.sol";
import {GatewayId} from "../types/GatewayId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";
import {Part} from "../types/Part.sol";

/// @title PaymentEscrow
/// @notice See `IPaymentEscrow`.
/// @dev Governance chooses the settlement rails that may debit, and nothing else: a rail can bill only what the payer signed, and only to the
/// payout ledger fixed at deployment. Balances are kept in books of their own, so OPEN sent here by mistake changes nobody's balance. `AccessManaged` comes last so that its word, which billing reads, also holds
/// `totalBalance`.
contract PaymentEscrow is IPaymentEscrow, EIP712, ReentrancyGuardTransient, AccessManaged {
    using SafeERC20 for IERC20;

    /// @dev One pair of payer and gateway. `isCapped` spares billing the second word of pairs that never had a cap.
    struct Pair {
        // slot 0
        uint64 authorised;
        uint64 debited;
        bool isCapped;
        // slot 1
        uint64 cap;
        uint64 nextCap;
        uint48 nextCapAt;
    }

    /// @notice EIP-712 type of a voucher.
    bytes32 public constant VOUCHER_TYPEHASH = keccak256("Voucher(uint32 payerAccount,uint32 gatewayId,uint64 cumulative,uint48 expiry)");
    /// @notice Bytes of a packed voucher: payer u32, cumulative u64, expiry u48, then `r` and `vs` of an EIP-2098 signature.
    uint256 public constant PACKED_VOUCHER_LENGTH = 82;
    /// @dev Bytes of a payer and an amount, as `VouchersRedeemed` lists them.
    uint256 private constant ENTRY_LENGTH = 12;
    /// @notice Most vouchers, or payers, in one call.
    uint256 public constant MAX_BATCH = 256;
    /// @notice Bounds of the withdrawal delay, in seconds: gateways settle within it, payers wait for it.
    uint48 public constant MIN_WITHDRAWAL_DELAY = 1 hours;
    uint48 public constant MAX_WITHDRAWAL_DELAY = 30 days;

    IERC20 public immutable token;
    IAccountRegistry public immutable accounts;
    IGatewayRegistry public immutable gateways;
    IGuardian public immutable guardian;
    /// @notice Where debits go.
    address public immutable payoutLedger;
    /// @inheritdoc IPaymentEscrow
    uint48 public immutable withdrawalDelay;

    /// @inheritdoc IPaymentEscrow
    uint64 public totalBalance;

    mapping(AccountId payer => Deposit) private _deposits;
    /// @dev By `_pairKey`: one hash for each look-up.
    mapping(uint64 key => Pair) private _pairs;
    /// @inheritdoc IPaymentEscrow
    mapping(address rail => NanoOpen amount) public heldBy;

    constructor(
        address authority,
        IERC20 token_,
        IAccountRegistry accounts_,
        IGatewayRegistry gateways_,
        address payoutLedger_,
        IGuardian guardian_,
        uint48 withdrawalDelay_
    ) EIP712("OpenLedger PaymentEscrow", "1") AccessManaged(authority) {
        require(
            withdrawalDelay_ >= MIN_WITHDRAWAL_DELAY && withdrawalDelay_ <= MAX_WITHDRAWAL_DELAY,
            PaymentEscrow_DelayOutOfBounds(withdrawalDelay_, MIN_WITHDRAWAL_DELAY, MAX_WITHDRAWAL_DELAY)
        );
        token = token_;
        accounts = accounts_;
        gateways = gateways_;
        guardian = guardian_;
        payoutLedger = payoutLedger_;
        withdrawalDelay = withdrawalDelay_;
    }

    /* DEPOSITS */

    /// @inheritdoc IPaymentEscrow
    function deposit(AccountId payer, NanoOpen amount) external nonReentrant {
        _deposit(payer, amount);
    }

    /// @inheritdoc IPaymentEscrow
    function depositWithPermit(AccountId payer, NanoOpen amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external nonReentrant {
        // Anyone may have used the permit already to get in the way; then the allowance is there and the transfer decides.
        // solhint-disable-next-line no-empty-blocks
        try IERC20Permit(address(token)).permit(msg.sender, address(this), amount.toTokenUnits(), deadline, v, r, s) {} catch {}
        _deposit(payer, amount);
    }

    /// @inheritdoc IPaymentEscrow
    function requestWithdrawal(AccountId payer, NanoOpen amount) external {
        _requireController(payer);
        Deposit storage held = _deposits[payer];
        require(NanoOpen.unwrap(amount) != 0, PaymentEscrow_ZeroAmount());
        require(NanoOpen.unwrap(amount) <= NanoOpen.unwrap(held.balance), PaymentEscrow_InsufficientBalance(payer, amount, held.balance));
        held.withdrawing = amount;
        held.withdrawableAt = uint48(block.timestamp) + withdrawalDelay;
        emit WithdrawalRequested(payer, amount, held.withdrawableAt, msg.sender);
    }

    /// @inheritdoc IPaymentEscrow
    function cancelWithdrawal(AccountId payer) external {
        _requireController(payer);
        Deposit storage held = _deposits[payer];
        NanoOpen amount = held.withdrawing;
        require(NanoOpen.unwrap(amount) != 0, PaymentEscrow_NothingToWithdraw(payer));
        held.withdrawing = NanoOpen.wrap(0);
        held.withdrawableAt = 0;
        emit WithdrawalCancelled(payer, amount, msg.sender);
    }

    /// @inheritdoc IPaymentEscrow
    function withdraw(AccountId payer) external nonReentrant returns (NanoOpen amount) {
        Deposit storage held = _deposits[payer];
        amount = held.withdrawing;
        require(NanoOpen.unwrap(amount) != 0, PaymentEscrow_NothingToWithdraw(payer));
        require(block.timestamp >= held.withdrawableAt, PaymentEscrow_WithdrawalNotReady(payer, held.withdrawableAt));
        address payout = accounts.payoutOf(payer);
        held.balance = NanoOpen.wrap(NanoOpen.unwrap(held.balance) - NanoOpen.unwrap(amount));
        held.withdrawing = NanoOpen.wrap(0);
        held.withdrawableAt = 0;
        totalBalance -= NanoOpen.unwrap(amount);
        emit DepositWithdrawn(payer, payout, amount, held.balance, msg.sender);
        token.safeTransfer(payout, amount.toTokenUnits());
    }

    /* ALLOWANCES */

    /// @inheritdoc IPaymentEscrow
    function setCap(AccountId payer, GatewayId gateway, NanoOpen cap) external {
        _requireController(payer);
        _requireGateway(gateway);
        Pair storage pair = _pairs[_pairKey(payer, gateway)];
        uint64 newCap = NanoOpen.unwrap(cap);
        uint64 current = _capOf(pair);
        bool isRaise = newCap >= current;
        uint48 effectiveAt = isRaise ? uint48(block.timestamp) : uint48(block.timestamp) + withdrawalDelay;
        pair.isCapped = true;
        pair.cap = isRaise ? newCap : current;
        pair.nextCap = isRaise ? 0 : newCap;
        pair.nextCapAt = isRaise ? 0 : effectiveAt;
        emit CapChanged(payer, gateway, cap, effectiveAt, msg.sender);
    }

    /// @inheritdoc IPaymentEscrow
    function redeem(Voucher[] calldata vouchers, bytes[] calldata signatures) external nonReentrant {
        require(vouchers.length == signatures.length, PaymentEscrow_LengthMismatch(vouchers.length, signatures.length));
        require(vouchers.length != 0 && vouchers.length <= MAX_BATCH, PaymentEscrow_BatchSize(vouchers.length, MAX_BATCH));
        GatewayId known; // Gateway that was looked up last: one of many vouchers is asked for once.
        for (uint256 i; i < vouchers.length; ++i) {
            known = _redeem(vouchers[i], signatures[i], known);
        }
    }

    /// @inheritdoc IPaymentEscrow
    function redeemPacked(GatewayId gateway, bytes calldata vouchers) external nonReentrant {
        uint256 count = vouchers.length / PACKED_VOUCHER_LENGTH;
        require(vouchers.length % PACKED_VOUCHER_LENGTH == 0, PaymentEscrow_BadPackedLength(vouchers.length, PACKED_VOUCHER_LENGTH));
        require(count != 0 && count <= MAX_BATCH, PaymentEscrow_BatchSize(count, MAX_BATCH));
        _requireGateway(gateway);
        bytes32 domain = _domainSeparatorV4();
        // The EIP-712 message, of which each voucher fills in its payer, amount and expiry.
        uint256[5] memory message = [uint256(VOUCHER_TYPEHASH), 0, GatewayId.unwrap(gateway), 0, 0];
        bytes memory redeemed = new bytes(ENTRY_LENGTH * count);
        uint256 length;
        unchecked {
            // No sum here is above the length of `vouchers`.
            for (uint256 i; i < count; ++i) {
                (uint256 head, bytes32 r, bytes32 vs) = _voucherAt(vouchers, i);
                if (!_redeemPacked(domain, message, head, r, vs)) continue;
                // Invariant: an entry was made room for. The word's last 20 bytes are written over by the next entry, or lie behind the array.
                assembly ("memory-safe") {
                    mstore(add(add(redeemed, 0x20), length), head)
                }
                length += ENTRY_LENGTH;
            }
        }
        if (length == 0) return;
        assembly ("memory-safe") {
            mstore(redeemed, length)
        }
        emit VouchersRedeemed(gateway, redeemed, msg.sender);
    }

    /* BILLING */

    /// @inheritdoc IPaymentEscrow
    function debit(
        GatewayId gateway,
        AccountId[] calldata payers,
        NanoOpen[] calldata amounts
    ) external restricted nonReentrant returns (NanoOpen total) {
        require(payers.length == amounts.length, PaymentEscrow_LengthMismatch(payers.length, amounts.length));
        _requireBatch(payers.length);
        uint64 sum;
        for (uint256 i; i < payers.length; ++i) {
            uint64 amount = NanoOpen.unwrap(amounts[i]);
            _debit(gateway, payers[i], amount);
            unchecked {
                sum += amount; // Within what payers have, whose sum is below 2^64.
            }
        }
        totalBalance -= sum;
        total = NanoOpen.wrap(sum);
        token.safeTransfer(payoutLedger, total.toTokenUnits());
    }

    /// @inheritdoc IPaymentEscrow
    function hold(GatewayId gateway, uint256[] calldata debits) external restricted returns (NanoOpen total) {
        _requireBatch(debits.length);
        uint64 sum;
        for (uint256 i; i < debits.length; ++i) {
            uint64 amount = uint64(debits[i]);
            _debit(gateway, AccountId.wrap(uint32(debits[i] >> 64)), amount);
            unchecked {
                sum += amount; // Within what payers have, whose sum is below 2^64.
            }
        }
        totalBalance -= sum;
        total = NanoOpen.wrap(sum);
        heldBy[msg.sender] = NanoOpen.wrap(NanoOpen.unwrap(heldBy[msg.sender]) + NanoOpen.unwrap(total));
    }

    /// @inheritdoc IPaymentEscrow
    function restore(GatewayId gateway, uint256[] calldata debits) external restricted returns (NanoOpen total) {
        _requireBatch(debits.length);
        uint64 sum;
        for (uint256 i; i < debits.length; ++i) {
            uint64 amount = uint64(debits[i]);
            _restore(gateway, AccountId.wrap(uint32(debits[i] >> 64)), amount);
            sum += amount;
        }
        total = NanoOpen.wrap(sum);
        _takeHeld(total);
        totalBalance += sum;
    }

    /// @inheritdoc IPaymentEscrow
    function release(NanoOpen amount) external restricted nonReentrant {
        _takeHeld(amount);
        emit HeldReleased(msg.sender, amount, heldBy[msg.sender]);
        token.safeTransfer(payoutLedger, amount.toTokenUnits());
    }

    /* VIEWS */

    /// @inheritdoc IPaymentEscrow
    function voucherDigest(Voucher calldata voucher) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(VOUCHER_TYPEHASH, voucher)));
    }

    /// @inheritdoc IPaymentEscrow
    function depositOf(AccountId payer) external view returns (Deposit memory) {
        return _deposits[payer];
    }

    /// @inheritdoc IPaymentEscrow
    function allowanceOf(AccountId payer, GatewayId gateway) external view returns (Allowance memory) {
        Pair storage pair = _pairs[_pairKey(payer, gateway)];
        bool isWaiting = pair.nextCapAt > block.timestamp;
        return
            Allowance({
                authorised: NanoOpen.wrap(pair.authorised),
                debited: NanoOpen.wrap(pair.debited),
                cap: NanoOpen.wrap(_capOf(pair)),
                nextCap: NanoOpen.wrap(isWaiting ? pair.nextCap : 0),
                nextCapAt: isWaiting ? pair.nextCapAt : 0
            });
    }

    /// @notice Version of this contract.
    function version() external pure returns (string memory) {
        return "2.0.0";
    }

    /* STEPS */

    function _deposit(AccountId payer, NanoOpen amount) private {
        guardian.requireNotPaused(Part.Deposits);
        require(NanoOpen.unwrap(amount) != 0, PaymentEscrow_ZeroAmount());
        accounts.controllerOf(payer); // Reverts for an unknown account, whose deposit nobody could ask back.
        Deposit storage held = _deposits[payer];
        totalBalance = SafeCast.toUint64(uint256(totalBalance) + NanoOpen.unwrap(amount));
        held.balance = NanoOpen.wrap(NanoOpen.unwrap(held.balance) + NanoOpen.unwrap(amount));
        emit Deposited(payer, msg.sender, amount, held.balance);
        token.safeTransferFrom(msg.sender, address(this), amount.toTokenUnits());
    }

    /// @dev A voucher that adds nothing is passed over before its signature is looked at: whoever redeems first cannot make a batch fail.
    function _redeem(Voucher calldata voucher, bytes calldata signature, GatewayId known) private returns (GatewayId gateway) {
        gateway = voucher.gatewayId;
        AccountId payer = voucher.payerAccount;
        Pair storage pair = _pairs[_pairKey(payer, gateway)];
        uint64 previous = pair.authorised;
        NanoOpen cumulative = voucher.cumulative;
        if (NanoOpen.unwrap(cumulative) <= previous) return known;
        require(block.timestamp <= voucher.expiry, PaymentEscrow_VoucherExpired(voucher.expiry, block.timestamp));
        if (gateway != known || GatewayId.unwrap(gateway) == 0) _requireGateway(gateway);
        address signer = accounts.controllerOf(payer);
        require(WalletSignature.isFrom(signer, voucherDigest(voucher), signature), PaymentEscrow_BadSignature(payer, signer));
        pair.authorised = NanoOpen.unwrap(cumulative);
        emit VoucherRedeemed(payer, gateway, cumulative, NanoOpen.wrap(previous), msg.sender);
    }

    /// @dev The same for one packed voucher. Returns whether it raised what the gateway may bill.
    /// @param message Type hash, payer, gateway, cumulative, expiry; the second and the last two are written here.
    /// @param head Payer u32, cumulative u64, expiry u48, and 112 bits more.
    function _redeemPacked(bytes32 domain, uint256[5] memory message, uint256 head, bytes32 r, bytes32 vs) private returns (bool) {
        AccountId payer = AccountId.wrap(uint32(head >> 224));
        uint64 cumulative = uint64(head >> 160);
        uint48 expiry = uint48(head >> 112);
        Pair storage pair = _pairs[_pairKey(payer, GatewayId.wrap(uint32(message[2])))];
        uint256 word;
        // Invariant: `authorised` is the lowest 64 bits of the pair's first slot, which nothing changes until it is written below.
        assembly ("memory-safe") {
            word := sload(pair.slot)
        }
        if (cumulative <= uint64(word)) return false;
        if (block.timestamp > expiry) revert PaymentEscrow_VoucherExpired(expiry, block.timestamp);
        (message[1], message[3], message[4]) = (AccountId.unwrap(payer), cumulative, expiry);
        bytes32 structHash;
        // Invariant: exactly the five words of `message` are hashed.
        assembly ("memory-safe") {
            structHash := keccak256(message, 0xa0)
        }
        address signer = accounts.controllerOf(payer);
        // Of the two signatures that each has, either will do: the voucher that they sign is one, and is redeemed once.
        address recovered = ecrecover(
            MessageHashUtils.toTypedDataHash(domain, structHash),
            uint8(27 + (uint256(vs) >> 255)),
            r,
            vs & bytes32(uint256(type(int256).max))
        );
        // Nobody controls an account from address zero, which is what a bad signature recovers to.
        if (recovered != signer || signer == address(0)) revert PaymentEscrow_BadSignature(payer, signer);
        word = (word & ~uint256(type(uint64).max)) | cumulative;
        assembly ("memory-safe") {
            sstore(pair.slot, word)
        }
        return true;
    }

    /// @dev Words of packed voucher number `index`. Invariant: the caller has checked that it is there.
    function _voucherAt(bytes calldata vouchers, uint256 index) private pure returns (uint256 head, bytes32 r, bytes32 vs) {
        assembly ("memory-safe") {
            let voucher := add(vouchers.offset, mul(index, PACKED_VOUCHER_LENGTH))
            head := calldataload(voucher)
            r := calldataload(add(voucher, 18))
            vs := calldataload(add(voucher, 50))
        }
    }

    function _pairKey(AccountId payer, GatewayId gateway) private pure returns (uint64) {
        return (uint64(AccountId.unwrap(payer)) << 32) | GatewayId.unwrap(gateway);
    }

    function _requireBatch(uint256 size) private pure {
        require(size != 0 && size <= MAX_BATCH, PaymentEscrow_BatchSize(size, MAX_BATCH));
    }

    /// @dev Cannot give back more than was billed: `debited` would go below zero and the checked subtraction reverts.
    function _restore(GatewayId gateway, AccountId payer, uint64 amount) private {
        Pair storage pair = _pairs[_pairKey(payer, gateway)];
        Deposit storage held = _deposits[payer];
        pair.debited -= amount;
        held.balance = NanoOpen.wrap(NanoOpen.unwrap(held.balance) + amount);
        emit DebitRestored(payer, gateway, NanoOpen.wrap(amount), NanoOpen.wrap(pair.debited), held.balance);
    }

    function _takeHeld(NanoOpen amount) private {
        NanoOpen held = heldBy[msg.sender];
        require(NanoOpen.unwrap(amount) <= NanoOpen.unwrap(held), PaymentEscrow_AboveHeld(msg.sender, NanoOpen.unwrap(amount), held));
        heldBy[msg.sender] = NanoOpen.wrap(NanoOpen.unwrap(held) - NanoOpen.unwrap(amount));
    }

    /// @dev A request to withdraw never exceeds the balance: what billing took is no longer asked back, so a request that has waited out its
    /// delay cannot be kept to withdraw later deposits at once.
    function _debit(GatewayId gateway, AccountId payer, uint64 amount) private {
        if (amount == 0) revert PaymentEscrow_ZeroAmount();
        Pair storage pair = _pairs[_pairKey(payer, gateway)];
        (uint64 authorised, uint256 wouldBe, bool isCapped) = (pair.authorised, pair.debited, pair.isCapped);
        unchecked {
            wouldBe += amount; // Both are below 2^64.
        }
        if (wouldBe > authorised) revert PaymentEscrow_AboveVoucher(payer, gateway, wouldBe, NanoOpen.wrap(authorised));
        if (isCapped) {
            uint64 cap = _capOf(pair);
            if (wouldBe > cap) revert PaymentEscrow_AboveCap(payer, gateway, wouldBe, NanoOpen.wrap(cap));
        }
        Deposit storage held = _deposits[payer];
        (uint64 left, uint64 withdrawing, uint48 withdrawableAt) = (
            NanoOpen.unwrap(held.balance),
            NanoOpen.unwrap(held.withdrawing),
            held.withdrawableAt
        );
        if (amount > left) revert PaymentEscrow_InsufficientBalance(payer, NanoOpen.wrap(amount), NanoOpen.wrap(left));
        unchecked {
            left -= amount;
        }
        pair.debited = uint64(wouldBe); // At most `authorised`.
        held.balance = NanoOpen.wrap(left);
        // Lowers a request to withdraw more than is left. A request for nothing is none.
        if (withdrawing > left) held.withdrawing = NanoOpen.wrap(left);
        if (withdrawableAt != 0 && (withdrawing == 0 || left == 0)) held.withdrawableAt = 0;
        emit Debited(payer, gateway, NanoOpen.wrap(amount), NanoOpen.wrap(uint64(wouldBe)), NanoOpen.wrap(left));
    }

    /// @dev The cap in force.
    function _capOf(Pair storage pair) private view returns (uint64) {
        if (!pair.isCapped) return type(uint64).max;
        return pair.nextCapAt != 0 && block.timestamp >= pair.nextCapAt ? pair.nextCap : pair.cap;
    }

    function _requireController(AccountId payer) private view {
        require(accounts.isController(payer, msg.sender), PaymentEscrow_NotController(payer, msg.sender));
    }

    function _requireGateway(GatewayId gateway) private view {
        uint32 number = GatewayId.unwrap(gateway);
        require(number != 0 && number <= gateways.gatewayCount(), PaymentEscrow_UnknownGateway(gateway));
    }
}
